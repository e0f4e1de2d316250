package org.signet.dns;

/// How a question travels to a server (RFC 1035 §4.2, RFC 7766).
public enum Transport {
  UDP,
  TCP
}

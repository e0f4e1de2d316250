package org.signet.tlsrpt;

/// How a report is read.
public enum Strictness {
  /// Only what RFC 8460 §4.4 describes is a report.
  STRICT,
  /// What can be understood is taken, with findings: most senders deviate somewhere.
  LENIENT
}

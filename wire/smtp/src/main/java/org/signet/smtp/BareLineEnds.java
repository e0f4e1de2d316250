package org.signet.smtp;

/// What becomes of a CR or LF that stands alone in content. Neither ends a line, in either case.
public enum BareLineEnds {
  /// The message is refused (RFC 5321 §2.3.8: they must not be sent).
  REFUSED,
  /// They stay in the content as they are, for peers that are known to send them.
  KEPT
}

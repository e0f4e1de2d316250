package org.signet.smtp;

import java.io.ByteArrayOutputStream;

/// Content made ready for DATA, piece by piece (RFC 5321 §4.5.2): a dot is put before each line
/// that begins with one. Only CRLF ends a line, and content that holds a CR or LF elsewhere is not
/// sent (§2.3.8): to a receiver that takes it for a line end it could be two messages.
final class DotStuffer {
  private static final int NOTHING = -1;

  private final boolean stuffs;
  private int previous = NOTHING;
  private boolean atLineStart = true;
  private long octets;

  /// @param stuffs whether dots are doubled: not in BDAT chunks, which say how long they are
  DotStuffer(boolean stuffs) {
    this.stuffs = stuffs;
  }

  /// The piece as it is sent, into `out`; false where the content cannot be sent.
  boolean append(byte[] piece, int count, ByteArrayOutputStream out) {
    for (int i = 0; i < count; i++) {
      int octet = piece[i];
      if ((octet == '\n') != (previous == '\r')) {
        return false;
      }
      if (atLineStart && octet == '.' && stuffs) {
        out.write('.');
      }
      out.write(octet);
      atLineStart = octet == '\n';
      previous = octet;
      octets++;
    }
    return true;
  }

  /// Whether the content may end here: behind CRLF, or before anything.
  boolean isComplete() {
    return atLineStart;
  }

  /// Octets of content so far.
  long octets() {
    return octets;
  }
}

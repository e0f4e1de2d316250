package org.signet.guard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.signet.foundation.text.Ascii;

/// An answer of a table by the socketmap protocol.
///
/// @param text the status, and what belongs to it
record SocketmapReply(String text) {
  private static final int MOST_REASON = 200;

  static SocketmapReply found(String value) {
    return new SocketmapReply("OK " + value);
  }

  static SocketmapReply notFound() {
    return new SocketmapReply("NOTFOUND ");
  }

  /// Postfix keeps the mail and asks again later.
  static SocketmapReply temporary(String reason) {
    return new SocketmapReply("TEMP " + Ascii.printable(reason, MOST_REASON));
  }

  static SocketmapReply permanent(String reason) {
    return new SocketmapReply("PERM " + Ascii.printable(reason, MOST_REASON));
  }

  /// The answer as it goes over the wire.
  byte[] netstring() {
    return (text.length() + ":" + text + ",").getBytes(ISO_8859_1);
  }
}

package org.signet.guard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.signet.foundation.text.Ascii;

/// An answer of a table by the socketmap protocol, ready to be sent.
///
/// @param text the status, and what belongs to it
/// @param netstring the same as it goes over the wire; nobody changes it
record SocketmapReply(String text, byte[] netstring) {
  private static final int MOST_REASON = 200;

  private static SocketmapReply of(String text) {
    return new SocketmapReply(text, (text.length() + ":" + text + ",").getBytes(ISO_8859_1));
  }

  static SocketmapReply found(String value) {
    return of("OK " + value);
  }

  static SocketmapReply notFound() {
    return of("NOTFOUND ");
  }

  /// Postfix keeps the mail and asks again later.
  static SocketmapReply temporary(String reason) {
    return of("TEMP " + Ascii.printable(reason, MOST_REASON));
  }

  static SocketmapReply permanent(String reason) {
    return of("PERM " + Ascii.printable(reason, MOST_REASON));
  }
}

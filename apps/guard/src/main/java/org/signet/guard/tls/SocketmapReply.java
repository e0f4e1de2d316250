package org.signet.guard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.signet.foundation.text.Ascii;

/// An answer of a table by the socketmap protocol, ready to be sent.
final class SocketmapReply {
  private static final int MOST_REASON = 200;

  private final String text;
  private final byte[] netstring;

  private SocketmapReply(String text) {
    this.text = text;
    this.netstring = (text.length() + ":" + text + ",").getBytes(ISO_8859_1);
  }

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

  /// The status, and what belongs to it.
  String text() {
    return text;
  }

  /// The answer as it goes over the wire, to be read.
  ByteBuffer netstring() {
    return ByteBuffer.wrap(netstring).asReadOnlyBuffer();
  }
}

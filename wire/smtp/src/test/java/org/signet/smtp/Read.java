package org.signet.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a reader made of a stream of octets: the content it took, what it says of it, and what it
/// left for the next command.
record Read(Content content, String taken, String left) {
  static final long MOST = 1 << 20;

  static Read data(String octets, BareLineEnds bare) {
    return data(new ByteArrayInputStream(octets.getBytes(ISO_8859_1)), bare, MOST);
  }

  static Read data(InputStream stream, BareLineEnds bare, long most) {
    var in = new SmtpInput(stream);
    var taken = new ByteArrayOutputStream();
    try {
      var content = in.data(taken, most, bare);
      var left = new StringBuilder();
      for (int octet = in.read(); octet != SmtpInput.END; octet = in.read()) {
        left.append((char) octet);
      }
      return new Read(content, taken.toString(ISO_8859_1), left.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static SmtpInput input(String octets) {
    return new SmtpInput(new ByteArrayInputStream(octets.getBytes(ISO_8859_1)));
  }

  /// A stream that the network delivers in pieces of this many octets.
  static InputStream inPieces(String octets, int size) {
    return new ByteArrayInputStream(octets.getBytes(ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] buffer, int from, int count) {
        return super.read(buffer, from, Math.min(size, count));
      }
    };
  }
}

package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;

/// A message under further fields, whose lines end as the message's do.
record Prefixed(List<Field> fields, Message message) implements Message {
  private static final int CHUNK = 8 << 10;

  @Override
  public InputStream open() throws IOException {
    var text = new StringBuilder();
    fields.forEach(field -> text.append(field).append("\r\n"));
    var top = isUnix() ? text.toString().replace("\r\n", "\n") : text.toString();
    return new SequenceInputStream(
        new ByteArrayInputStream(top.getBytes(ISO_8859_1)), message.open());
  }

  /// Whether the first line ends in a bare LF; see [LineEnds#FILE].
  private boolean isUnix() throws IOException {
    try (var in = message.open()) {
      var chunk = new byte[CHUNK];
      byte last = 0;
      for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
        int lf = Octets.indexOf((byte) '\n', chunk, 0, count);
        if (lf < count) {
          return (lf > 0 ? chunk[lf - 1] : last) != '\r';
        }
        last = chunk[count - 1];
      }
      return false;
    }
  }
}

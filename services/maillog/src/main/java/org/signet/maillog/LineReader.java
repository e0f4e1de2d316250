package org.signet.maillog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// The lines of a stream, one char per octet, in constant memory: what is longer than a line of
/// syslog gets (RFC 5424 §6.1 asks for 2,048 octets) is cut.
final class LineReader {
  static final int MOST_OCTETS = 8_192;

  private static final int BUFFER = 1 << 16;

  private LineReader() {}

  /// Hands over each line without its end.
  ///
  /// @return how many lines
  static long read(InputStream in, Consumer<String> lines) throws IOException {
    var buffer = new byte[BUFFER];
    long count = 0;
    int filled = 0;
    boolean isRest = false;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer, filled, BUFFER - filled)) {
      filled += read;
      int from = 0;
      for (int to = end(buffer, from, filled); to < filled; to = end(buffer, from, filled)) {
        if (!isRest) {
          lines.accept(line(buffer, from, to));
          count++;
        }
        isRest = false;
        from = to + 1;
      }
      if (filled - from > MOST_OCTETS) {
        if (!isRest) {
          lines.accept(line(buffer, from, filled));
          count++;
        }
        isRest = true;
        from = filled;
      }
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
    }
    if (filled > 0 && !isRest) {
      lines.accept(line(buffer, 0, filled));
      count++;
    }
    return count;
  }

  private static int end(byte[] buffer, int from, int filled) {
    int at = from;
    while (at < filled && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private static String line(byte[] buffer, int from, int to) {
    int end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
    return new String(buffer, from, Math.min(end - from, MOST_OCTETS), ISO_8859_1);
  }
}

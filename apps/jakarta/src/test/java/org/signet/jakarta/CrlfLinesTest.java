package org.signet.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.message.Header;

class CrlfLinesTest {
  @ParameterizedTest
  @CsvSource({
    "a\\nb, a\\r\\nb",
    "a\\r\\nb, a\\r\\nb",
    "a\\rb, a\\r\\nb",
    "a\\r\\r\\nb, a\\r\\n\\r\\nb",
    "\\n\\r, \\r\\n\\r\\n",
    "a, a"
  })
  void linesEndWithCrLf(String written, String wanted) throws IOException {
    var out = new ByteArrayOutputStream();
    var lines = new CrlfLines(out);
    lines.write(written.translateEscapes().getBytes(ISO_8859_1));
    lines.flush();
    assertThat(out.toString(ISO_8859_1)).isEqualTo(wanted.translateEscapes());
  }

  /// Whatever is written, in whatever pieces: the lines are the same, and so are the header and the
  /// body that a session sees.
  @Test
  void anyOctetsInAnyPieces() throws IOException {
    var chance = new SplittableRandom(5321);
    for (int round = 0; round < 300; round++) {
      var text = new StringBuilder();
      int length = chance.nextInt(round % 10 == 0 ? 40_000 : 60);
      while (text.length() < length) {
        text.append("\r\n\r\n: ax\u00fc".charAt(chance.nextInt(9)));
      }
      var wanted = text.toString().replaceAll("\r\n|\r|\n", "\r\n");
      var seen = new StringBuilder();
      var headers = new ArrayList<Header>();
      var arriving =
          new Arriving<>(
              header -> {
                headers.add(header);
                return seen;
              },
              (to, octets, from, end) ->
                  to.append(new String(octets, from, end - from, ISO_8859_1)));
      var lines = new CrlfLines(arriving);
      var octets = text.toString().getBytes(ISO_8859_1);
      for (int at = 0; at < octets.length; ) {
        int count = Math.min(octets.length - at, 1 + chance.nextInt(50));
        if (count == 1) {
          lines.write(octets[at]);
        } else {
          lines.write(octets, at, count);
        }
        if (chance.nextInt(20) == 0) {
          lines.flush();
        }
        at += count;
      }
      lines.flush();
      arriving.end();
      int end = wanted.startsWith("\r\n") ? 2 : wanted.indexOf("\r\n\r\n") + 4;
      var body = end < 2 || (end == 3 && !wanted.startsWith("\r\n")) ? "" : wanted.substring(end);
      assertThat(headers).hasSize(1);
      assertThat(seen).as(text.toString()).hasToString(body);
    }
  }
}

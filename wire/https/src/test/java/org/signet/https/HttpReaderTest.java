package org.signet.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.https.Fetched.Answered;
import org.signet.https.Fetched.Cause;
import org.signet.https.Fetched.Failed;

/// Answers as octets.
class HttpReaderTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 200_000 : 10_000;

  private static final List<String> ANSWERS =
      List.of(
          CHUNKED + "5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.0 200\nContent-Type: text/plain; charset=utf-8\n\nhello");

  private static Fetched read(String octets) {
    var in = new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1));
    try {
      return new HttpReader(in, () -> false).read();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello, and more | 200 | hello",
        "HTTP/1.1 200 OK\\r\\n\\r\\nhello                     | 200 | hello",
        "HTTP/1.1 200\\r\\n\\r\\nhello                        | 200 | hello",
        "HTTP/1.0 200 OK\\nX: y\\n\\nhello                    | 200 | hello",
        "HTTP/1.1 200 OK\\r\\ncontent-LENGTH:5\\r\\n\\r\\nhello | 200 | hello",
        "HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Transfer-Encoding: Chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "5\\r"
            + "\\n"
            + "hello\\r"
            + "\\n"
            + "0\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + " | 200 | hello",
        "HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "002;a\\r"
            + "\\n"
            + "he\\r"
            + "\\n"
            + "3 \\r"
            + "\\n"
            + "llo\\r"
            + "\\n"
            + "000\\r"
            + "\\n"
            + "T: x\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + " | 200 | hello",
        "HTTP/1.1 103 Early\\r\\nLink: x\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\n\\r\\nhello | 200 | hello",
        "HTTP/1.1 206 Partial\\r\\nContent-Length: 2\\r\\n\\r\\nhe  | 206 | he",
        "HTTP/1.1 204 None\\r\\nContent-Length: 5\\r\\n\\r\\n      | 204 | ``",
        "HTTP/1.1 404 Gone\\r\\nContent-Length: 99999999\\r\\n\\r\\nx | 404 | ``",
        "HTTP/1.1 200 OK\\r\\nContent-Encoding: identity\\r\\n\\r\\nhello | 200 | hello",
      })
  void answers(String octets, int status, String body) {
    assertThat(read(unescaped(octets))).isEqualTo(new Answered(status, "", body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "HTTP/2 200 OK\\r\\n\\r\\n",
        "HTTP/1.2 200 OK\\r\\n\\r\\n",
        "http/1.1 200 OK\\r\\n\\r\\n",
        "HTTP/1.1 20 OK\\r\\n\\r\\n",
        "HTTP/1.1 2000 OK\\r\\n\\r\\n",
        "HTTP/1.1 +20 OK\\r\\n\\r\\n",
        "HTTP/1.1 099 OK\\r\\n\\r\\n",
        "HTTP/1.1 101 Switching\\r\\n\\r\\n",
        "HTTP/1.1 600 OK\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\n folded\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nX : y\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nX\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\n: y\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nX: a\\rb\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nX: a\\0b\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Length: -1\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 5, 5\\r\\n\\r\\nhello",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nContent-Length: 5\\r\\n\\r\\nhello",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Content-Length: 5\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "0\\r"
            + "\\n"
            + "\\r"
            + "\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\n\\r\\nhello",
        "HTTP/1.1 200 OK\\r\\nContent-Encoding: br\\r\\n\\r\\nhello",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nx\\r\\n",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n",
        "HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "0x5\\r"
            + "\\n"
            + "hello\\r"
            + "\\n"
            + "0\\r"
            + "\\n"
            + "\\r"
            + "\\n",
        "HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "100000005\\r"
            + "\\n"
            + "hello\\r"
            + "\\n"
            + "0\\r"
            + "\\n"
            + "\\r"
            + "\\n",
        "HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "4\\r"
            + "\\n"
            + "hello\\r"
            + "\\n"
            + "0\\r"
            + "\\n"
            + "\\r"
            + "\\n",
      })
  void whatIsNoHttp(String octets) {
    assertThat(cause(read(unescaped(octets)))).isIn(Cause.PROTOCOL, Cause.CONNECTION);
    assertThat(octets.equals("hello") || cause(read(unescaped(octets))) == Cause.PROTOCOL).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\\r\\nX: y",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nhello",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhel",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhello\\r\\n0\\r\\n",
      })
  void whatBreaksOff(String octets) {
    assertThat(cause(read(unescaped(octets)))).isEqualTo(Cause.CONNECTION);
  }

  private static Cause cause(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Failed.class);
    return ((Failed) fetched).cause();
  }

  @Test
  void bodiesAreReadUpToTheirLimitInEveryForm() {
    for (var extra : List.of(0, 1)) {
      var body = "x".repeat(Https.MOST_OCTETS + extra);
      var half = body.length() / 2;
      var chunks =
          Integer.toHexString(half)
              + "\r\n"
              + body.substring(half + extra)
              + "\r\n"
              + Integer.toHexString(half + extra)
              + "\r\n"
              + body.substring(half)
              + "\r\n0\r\n\r\n";
      for (var octets : List.of("HTTP/1.1 200 OK\r\n\r\n" + body, CHUNKED + chunks)) {
        var fetched = read(octets);
        if (extra == 0) {
          assertThat(fetched).isEqualTo(new Answered(200, "", body));
        } else {
          assertThat(cause(fetched)).isEqualTo(Cause.TOO_LARGE);
        }
      }
    }
  }

  @Test
  void fe5FramingIsReadUpToItsLimit() {
    var start = "HTTP/1.1 200 OK\r\n";
    var end = "\r\n\r\n";
    int room = HttpLines.MOST_OCTETS - start.length() - end.length();
    assertThat(read(start + "X:" + "y".repeat(room - 2) + end))
        .isEqualTo(new Answered(200, "", ""));
    assertThat(cause(read(start + "X:" + "y".repeat(room - 1) + end))).isEqualTo(Cause.PROTOCOL);
    assertThat(cause(read("HTTP/1.1 100 C\r\n\r\n".repeat(10_000)))).isEqualTo(Cause.PROTOCOL);
    assertThat(cause(read(CHUNKED + "1\r\nx\r\n".repeat(20_000)))).isEqualTo(Cause.PROTOCOL);
    assertThat(cause(read(CHUNKED + "0\r\n" + "T: x\r\n".repeat(20_000))))
        .isEqualTo(Cause.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyOctetsAreAnAnswerOrAFailure(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var fetched = read(mutated(ANSWERS.get(random.nextInt(ANSWERS.size())), random));
      if (fetched instanceof Answered(var status, _, var body)) {
        assertThat(status).isBetween(200, 599);
        assertThat(body.length()).isLessThanOrEqualTo(Https.MOST_OCTETS);
      }
    }
  }

  private static String mutated(String text, RandomGenerator random) {
    var out = new StringBuilder(text);
    for (int change = random.nextInt(6); change > 0 && !out.isEmpty(); change--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.setCharAt(at, (char) random.nextInt(256));
        case 1 -> out.deleteCharAt(at);
        case 2 -> out.insert(at, out.substring(random.nextInt(at + 1), at));
        default -> out.insert(at, "\r\n:;0 ".charAt(random.nextInt(6)));
      }
    }
    return out.toString();
  }
}

package org.signet.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever octets a peer sends, in whatever pieces, they are read as RFC 5321 has it.
class ReaderFuzzTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 200_000 : 10_000;

  /// The octets that mean something, more often than the others.
  private static final String OCTETS = "\r\r\r\n\n\n\r\n...\0a b-250 \u00ff\u0085";

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void dataEndWhereAndOnlyWhereTheStandardHasIt(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var octets = octets(random, 24);
      var stream = Read.inPieces(octets, 1 + random.nextInt(4));
      var read = Read.data(stream, BareLineEnds.KEPT, Read.MOST);
      // The data with a line end before them, so that a dot at once is one at a line's start.
      int end = ("\r\n" + octets).indexOf("\r\n.\r\n");
      if (end < 0) {
        assertThat(read.content()).isInstanceOf(Content.Truncated.class);
        continue;
      }
      var content = ("\r\n" + octets).substring(0, end + 2).replace("\r\n.", "\r\n").substring(2);
      assertThat(read.content()).isEqualTo(new Content.Complete(content.length()));
      assertThat(read.taken()).isEqualTo(content);
      assertThat(read.left()).isEqualTo(octets.substring(end + 3));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void bareLineEndsAreRefusedAndNothingElse(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var octets = octets(random, 16) + "\r\n.\r\nQUIT";
      var kept = Read.data(octets, BareLineEnds.KEPT);
      var refused = Read.data(octets, BareLineEnds.REFUSED);
      assertThat(refused.left()).isEqualTo(kept.left());
      int end = octets.length() - kept.left().length();
      if (octets.substring(0, end).replace("\r\n", "").matches("[^\r\n]*")) {
        assertThat(refused).isEqualTo(kept);
      } else {
        assertThat(refused.content()).isInstanceOf(Content.BareLineEnd.class);
        assertThat(kept.taken()).startsWith(refused.taken());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void whatWeSendIsReadBackAsItWas(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var content = octets(random, 20);
      var out = new ByteArrayOutputStream();
      var stuffer = new DotStuffer(true);
      var isSent = append(stuffer, content, out, random) && stuffer.isComplete();
      assertThat(isSent)
          .isEqualTo(
              content.replace("\r\n", "").matches("[^\r\n]*")
                  && (content.isEmpty() || content.endsWith("\r\n")));
      if (isSent) {
        var read = Read.data(out.toString(ISO_8859_1) + ".\r\n", BareLineEnds.REFUSED);
        assertThat(read).isEqualTo(new Read(new Content.Complete(content.length()), content, ""));
      }
    }
  }

  private static boolean append(
      DotStuffer stuffer, String content, ByteArrayOutputStream out, RandomGenerator random) {
    for (int at = 0; at < content.length(); ) {
      int to = at + 1 + random.nextInt(content.length() - at);
      var piece = content.substring(at, to).getBytes(ISO_8859_1);
      if (!stuffer.append(piece, piece.length, out)) {
        return false;
      }
      at = to;
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void anyOctetsAreAReplyOrNone(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      var octets = replyLike(random);
      var in = new SmtpInput(new ByteArrayInputStream(octets.getBytes(ISO_8859_1)));
      switch (ReplyReader.read(in)) {
        case ReplyReader.Read.Replied(var reply) -> {
          var code = String.valueOf(reply.code());
          var lines = octets.lines().limit(reply.lines().size()).toList();
          assertThat(lines).allMatch(line -> line.startsWith(code));
          assertThat(Capabilities.of(reply).extensions()).hasSizeLessThan(ReplyReader.MOST_LINES);
          assertThat(reply.enhanced().orElse("2.0.0")).matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
          assertThat(reply.printable(80)).matches("[ -~…]*");
        }
        case ReplyReader.Read.NoReply(_, var said) -> assertThat(said).hasSizeLessThan(201);
        case ReplyReader.Read.Ended _ -> assertThat(octets).doesNotMatch("(?s)250 [a-z]*\r\n.*");
      }
    }
  }

  private static String replyLike(RandomGenerator random) {
    var text = new StringBuilder();
    for (int line = random.nextInt(5); line >= 0; line--) {
      text.append(
          switch (random.nextInt(6)) {
            case 0 -> octets(random, 12);
            case 1 -> "550-5.7.1 no\r\n";
            case 2 -> "250 ok\r\n";
            case 3 -> "250\r\n";
            default -> "250-" + octets(random, 5) + "\r\n";
          });
    }
    return text.toString();
  }

  private static String octets(RandomGenerator random, int most) {
    var text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(OCTETS.charAt(random.nextInt(OCTETS.length())));
    }
    return text.toString();
  }
}

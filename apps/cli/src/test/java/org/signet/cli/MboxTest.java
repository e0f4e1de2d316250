package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.message.Message;

class MboxTest {
  private static final String FROM = "From alice@example.org Thu Nov 23 13:43:35 2026\n";

  @Test
  void messagesStandBehindFromLines() {
    assertThat(split(FROM + "A: 1\n\none\n\n" + FROM + "B: 2\n\ntwo\n\n"))
        .containsExactly("A: 1\n\none\n", "B: 2\n\ntwo\n");
  }

  @Test
  void linesMayEndWithCrLf() {
    var from = FROM.replace("\n", "\r\n");
    assertThat(split(from + "A: 1\r\n\r\none\r\n\r\n" + from + "B: 2\r\n\r\n>From two\r\n"))
        .containsExactly("A: 1\r\n\r\none\r\n", "B: 2\r\n\r\nFrom two\r\n");
  }

  @Test
  void aFromLineInTheMiddleOfAParagraphSeparatesNothing() {
    assertThat(split(FROM + "A: 1\n\none\n" + FROM + "two\n")).hasSize(1);
  }

  @Test
  void aSentenceThatBeginsWithFromSeparatesNothing() {
    assertThat(split(FROM + "A: 1\n\n\nFrom the start it was wrong.\n")).hasSize(1);
  }

  @Test
  void oneQuotingMarkIsTakenFromQuotedLinesOfTheBody() {
    assertThat(split(FROM + "A: 1\n\n>From x\n>>From y\n> From z\n>Fro\n>>>\nx >From\n>From"))
        .containsExactly("A: 1\n\nFrom x\n>From y\n> From z\n>Fro\n>>>\nx >From\n>From");
  }

  @Test
  void theHeaderIsLeftAsItIs() {
    assertThat(split(FROM + ">From bob\nA: 1\n\n>From x\n"))
        .containsExactly(">From bob\nA: 1\n\nFrom x\n");
  }

  @Test
  void anEmptyMessageIsOne() {
    assertThat(split(FROM)).containsExactly("");
    assertThat(split(FROM + "\n" + FROM + "A: 1\n")).containsExactly("", "A: 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"From : alice@example.org\n", "From:alice@example.org\n", "From", ""})
  void aFieldIsNoFromLine(String start) {
    assertThat(Mbox.startsLike(start.getBytes(ISO_8859_1))).isFalse();
  }

  @Test
  void whoHasEnoughGetsNoMore() throws IOException {
    var taken = new ArrayList<Integer>();
    new Mbox(Message.of((FROM + "\n\n").repeat(5).getBytes(ISO_8859_1)))
        .each(
            (number, _) -> {
              taken.add(number);
              return number < 2;
            });
    assertThat(taken).containsExactly(1, 2);
  }

  /// Whatever bodies are quoted as "mboxrd" wants come back as they were, however they are read.
  @Test
  void anyMessagesComeBack() {
    var random = new Random(11);
    var pieces = List.of(">", "From ", "\n", "x", "From", " ", "12:34", ">From ", "\nFrom ");
    for (int round = 0; round < 3_000; round++) {
      var messages = new ArrayList<String>();
      var file = new StringBuilder();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        var body = new StringBuilder();
        for (int k = random.nextInt(30); k > 0; k--) {
          body.append(pieces.get(random.nextInt(pieces.size())));
        }
        body.append('\n');
        messages.add("A: 1\n\n" + body);
        var quoted = ("\n" + body).replaceAll("\n(>*From )", "\n>$1").substring(1);
        file.append(FROM).append("A: 1\n\n").append(quoted).append('\n');
      }
      assertThat(split(file.toString())).isEqualTo(messages);
    }
  }

  private static List<String> split(String file) {
    var messages = new ArrayList<String>();
    var random = new Random(file.length());
    try {
      new Mbox(Message.of(file.getBytes(ISO_8859_1)))
          .each(
              (number, message) -> {
                assertThat(number).isEqualTo(messages.size() + 1);
                messages.add(read(message, random));
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  /// Reads in pieces of any size, as readers do.
  private static String read(Message message, Random random) {
    try (InputStream in = message.open()) {
      var text = new StringBuilder();
      var some = new byte[16];
      while (true) {
        int count = in.read(some, 0, 1 + random.nextInt(some.length));
        if (count < 0) {
          return text.toString();
        }
        text.append(new String(some, 0, count, ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

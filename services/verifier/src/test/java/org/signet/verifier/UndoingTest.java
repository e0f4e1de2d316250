package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.dkim.Canonicalization;
import org.signet.dns.zone.ZoneResolver;
import org.signet.message.Envelope;
import org.signet.message.Message;

/// What broke a signature: each change that mail systems make is found again, and nothing else is
/// explained.
class UndoingTest {
  private static final int EACH = 20;

  private static final World WORLD =
      World.of(
          ZoneResolver.of(
              Signer.record("s1", "example.com")
                  + "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n"),
          InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")));

  private static final List<String> WORDS =
      List.of(
          "the",
          "invoice",
          "of",
          "last",
          "month",
          "is",
          "attached",
          "please",
          "look",
          "at",
          "it",
          "when",
          "you",
          "find",
          "time",
          "thanks",
          "Gr\u00fc\u00dfe",
          "=",
          "caf\u00e9",
          "and");

  private static Verification verify(String message) throws IOException {
    return new Verifier(WORLD).verify(Message.of(message.getBytes(ISO_8859_1)), Envelope.unknown());
  }

  /// A message as a person may write it.
  private static String message(Random random, String contentFields, String body) {
    return "From: Alice <alice@example.com>\r\n"
        + "To: Bob <bob@example.net>, Carol <carol@example.net>, Dan <dan@example.net>\r\n"
        + "Subject: "
        + words(random, 2 + random.nextInt(5), false)
        + "\r\nDate: Wed, 25 Nov 2026 10:00:00 +0000\r\nMessage-ID: <"
        + random.nextInt(1_000_000)
        + "@example.com>\r\nMIME-Version: 1.0\r\n"
        + contentFields
        + "\r\n"
        + body;
  }

  private static String words(Random random, int count, boolean eightBit) {
    var out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      var word = WORDS.get(random.nextInt(WORDS.size()));
      out.append(i == 0 ? "" : " ")
          .append(!eightBit && word.chars().anyMatch(c -> c > 126 || c == '=') ? "word" : word);
    }
    return out.toString();
  }

  private static String lines(Random random, boolean eightBit) {
    var out = new StringBuilder();
    for (int n = 2 + random.nextInt(20); n > 0; n--) {
      out.append(words(random, 1 + random.nextInt(12), eightBit)).append("\r\n");
      if (random.nextInt(6) == 0) {
        out.append("\r\n");
      }
    }
    return out.toString();
  }

  private static final String PLAIN = "Content-Type: text/plain; charset=iso-8859-1\r\n";

  private static void eachIsFound(
      Change change,
      Canonicalization form,
      BiFunction<Random, Canonicalization, String> signed,
      BiFunction<Random, String, String> broken)
      throws IOException {
    for (int seed = 0; seed < EACH; seed++) {
      var random = new Random(seed);
      var before = signed.apply(random, form);
      assertThat(verify(before).dmarc().outcome().word()).as(before).isEqualTo("pass");
      var after = broken.apply(random, before);
      var proof = verify(after);
      assertThat(proof.dmarc().outcome().word()).as(after).isEqualTo("fail");
      assertThat(proof.undone()).as("seed %d%n%s", seed, after).hasSize(1);
      assertThat(proof.undone().getFirst().changes()).as(after).containsExactly(change);
    }
  }

  private static String signedText(Random random, Canonicalization form) {
    return Signer.sign(message(random, PLAIN, lines(random, false)), "example.com", "s1", form);
  }

  @ParameterizedTest
  @EnumSource(Canonicalization.class)
  void footerAdded(Canonicalization form) throws IOException {
    eachIsFound(
        Change.FOOTER_ADDED,
        form,
        UndoingTest::signedText,
        (random, message) ->
            message
                + "_______________________________________________\r\nlist mailing list\r\n"
                + words(random, 1 + random.nextInt(9), true)
                + "\r\n");
  }

  @Test
  void theAddedOctetsAreShown() throws IOException {
    var before = signedText(new Random(1), Canonicalization.RELAXED);
    var undone = verify(before + "-- \r\nBuy  now\r\n").undone().getFirst();
    assertThat(undone.added()).isEqualTo("-- \r\nBuy  now\r\n");
    assertThat(undone.addedOctets()).isEqualTo("--\r\nBuy now\r\n".length());
  }

  @Test
  void footerAddedAsAPartOfItsOwn() throws IOException {
    eachIsFound(
        Change.FOOTER_ADDED,
        Canonicalization.RELAXED,
        (random, form) ->
            Signer.sign(
                message(
                    random,
                    "Content-Type: multipart/mixed; boundary=\"b1\"\r\n",
                    "--b1\r\nContent-Type: text/plain\r\n\r\n"
                        + lines(random, false)
                        + "--b1\r\nContent-Type: text/html\r\n\r\n<p>hello\r\n--b1--\r\n"),
                "example.com",
                "s1",
                form),
        (random, message) ->
            message.replace(
                "\r\n--b1--", "\r\n--b1\r\nContent-Type: text/plain\r\n\r\nlist footer\r\n--b1--"));
  }

  @Test
  void footerAddedByWrappingTheMessage() throws IOException {
    eachIsFound(
        Change.FOOTER_ADDED,
        Canonicalization.RELAXED,
        UndoingTest::signedText,
        (random, message) -> {
          int end = message.indexOf("\r\n\r\n");
          var header =
              message
                  .substring(0, end + 2)
                  .replace(PLAIN, "Content-Type: multipart/mixed; boundary=\"w\"\r\n");
          return header
              + "\r\n--w\r\n"
              + PLAIN
              + "\r\n"
              + message.substring(end + 4)
              + "\r\n--w\r\nContent-Type: text/plain\r\n\r\nlist footer\r\n--w--\r\n";
        });
  }

  @Test
  void trailingBlanks() throws IOException {
    eachIsFound(
        Change.TRAILING_BLANKS,
        Canonicalization.SIMPLE,
        UndoingTest::signedText,
        (random, message) -> {
          int end = message.indexOf("\r\n\r\n") + 4;
          return message.substring(0, end)
              + message.substring(end).replace("\r\n", random.nextBoolean() ? " \r\n" : "\t\r\n");
        });
  }

  @Test
  void subjectTagged() throws IOException {
    eachIsFound(
        Change.SUBJECT_TAGGED,
        Canonicalization.RELAXED,
        UndoingTest::signedText,
        (random, message) ->
            message.replace("\r\nSubject: ", "\r\nSubject: [list-" + random.nextInt(99) + "] "));
  }

  @Test
  void refolded() throws IOException {
    eachIsFound(
        Change.REFOLDED,
        Canonicalization.SIMPLE,
        UndoingTest::signedText,
        (random, message) ->
            random.nextBoolean()
                ? message.replace(", ", ",\r\n ")
                : message.replace("net>, Dan", "net>,\r\n Dan"));
  }

  @Test
  void unfolded() throws IOException {
    eachIsFound(
        Change.REFOLDED,
        Canonicalization.SIMPLE,
        (random, form) ->
            Signer.sign(
                message(random, PLAIN, lines(random, false)).replace(", ", ",\r\n "),
                "example.com",
                "s1",
                form),
        (random, message) -> message.replace("\r\n Carol", " Carol").replace("\r\n Dan", " Dan"));
  }

  @ParameterizedTest
  @EnumSource(Canonicalization.class)
  void recoded(Canonicalization form) throws IOException {
    eachIsFound(
        Change.RECODED,
        form,
        (random, f) ->
            Signer.sign(
                message(
                    random,
                    PLAIN + "Content-Transfer-Encoding: 8bit\r\n",
                    "Gr\u00fc\u00dfe = caf\u00e9 \r\n" + lines(random, true)),
                "example.com",
                "s1",
                f),
        (random, message) -> quoted(message));
  }

  @Test
  void recodedBack() throws IOException {
    eachIsFound(
        Change.RECODED,
        Canonicalization.RELAXED,
        (random, form) ->
            Signer.sign(
                quoted(
                    message(
                        random,
                        PLAIN + "Content-Transfer-Encoding: 8bit\r\n",
                        "Gr\u00fc\u00dfe\r\n" + lines(random, true))),
                "example.com",
                "s1",
                form),
        (random, message) -> unquoted(message));
  }

  @Test
  void linesCut() throws IOException {
    eachIsFound(
        Change.LINES_CUT,
        Canonicalization.RELAXED,
        (random, form) ->
            Signer.sign(
                message(
                    random,
                    PLAIN,
                    "x".repeat(998 + random.nextInt(2000)) + "\r\n" + lines(random, false)),
                "example.com",
                "s1",
                form),
        (random, message) -> cut(message, random.nextBoolean() ? "\r\n " : "\r\n"));
  }

  private static String cut(String message, String cut) {
    int at = message.indexOf("\r\n\r\n") + 4;
    var out = new StringBuilder(message.substring(0, at));
    int end = message.indexOf("\r\n", at);
    while (end - at > 998) {
      out.append(message, at, at + 998).append(cut);
      at += 998;
    }
    return out.append(message.substring(at)).toString();
  }

  /// As a relay without 8BITMIME does it, in an encoder of its own.
  private static String quoted(String message) {
    int end = message.indexOf("\r\n\r\n") + 4;
    var out = new StringBuilder(message.substring(0, end).replace(": 8bit", ": quoted-printable"));
    for (var line : message.substring(end).split("\r\n", -1)) {
      if (out.charAt(out.length() - 1) != '\n') {
        out.append("\r\n");
      }
      int column = 0;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        boolean escapes = c == '=' || c > 126 || (c == ' ' && i == line.length() - 1);
        var written = escapes ? String.format("=%02X", (int) c) : String.valueOf(c);
        if (column + written.length() > (i == line.length() - 1 ? 76 : 75)) {
          out.append("=\r\n");
          column = 0;
        }
        out.append(written);
        column += written.length();
      }
      if (line.isEmpty()) {
        out.append("\r\n");
      }
    }
    return out.toString();
  }

  private static String unquoted(String message) {
    int end = message.indexOf("\r\n\r\n") + 4;
    var body = message.substring(end).replace("=\r\n", "");
    var out = new StringBuilder();
    for (int i = 0; i < body.length(); i++) {
      if (body.charAt(i) == '=') {
        out.append((char) Integer.parseInt(body.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.append(body.charAt(i));
      }
    }
    return message.substring(0, end).replace(": quoted-printable", ": 8bit") + out;
  }

  @Test
  void unrelatedAlterationsAreUnknown() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      var form = seed % 2 == 0 ? Canonicalization.RELAXED : Canonicalization.SIMPLE;
      var before = signedText(random, form);
      int body = before.indexOf("\r\n\r\n") + 4;
      int at =
          seed % 3 == 0
              ? before.indexOf("\r\nSubject: ") + 11
              : body + random.nextInt(before.length() - body - 2);
      while (!Character.isLetter(before.charAt(at))) {
        at--;
      }
      var after = before.substring(0, at) + '#' + before.substring(at + 1);
      var proof = verify(after);
      assertThat(proof.dmarc().outcome().word()).as(after).isEqualTo("fail");
      assertThat(proof.undone()).as(after).isEmpty();
    }
  }

  /// Somebody else's text with a genuine signature above it.
  @Test
  void noForgeryIsExplained() throws IOException {
    for (int seed = 0; seed < EACH; seed++) {
      var random = new Random(seed);
      var genuine = signedText(random, Canonicalization.RELAXED);
      int body = genuine.indexOf("\r\n\r\n") + 4;
      var signature = genuine.substring(0, genuine.indexOf("From: "));
      var forged =
          switch (seed % 4) {
            case 0 -> genuine.substring(0, body) + lines(random, false);
            case 1 -> genuine.substring(0, body) + "pay here\r\n" + genuine.substring(body);
            case 2 -> signature + message(random, PLAIN, genuine.substring(body));
            default -> genuine + "spam\r\n".repeat(2_000);
          };
      var proof = verify(forged);
      assertThat(proof.dmarc().outcome().word()).isNotEqualTo("pass");
      assertThat(proof.undone()).as("seed %d", seed).isEmpty();
    }
  }
}

package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Domain;
import org.signet.message.Header;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;

/// Whatever octets a message holds, it is signed or refused, and told; in whatever pieces they
/// come, it is the same; and what was signed verifies.
class SigningFuzzTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 20_000 : 1_000;

  private static final Signatory WHO =
      new Signatory(Domain.of("example.com"), Domain.of("e1"), SignedMail.key("ed25519.pem"));
  private static final DkimVerifier VERIFIER =
      Messages.verifier(ZoneResolver.of(WHO.record().zoneText()));

  private static final List<String> FIELDS =
      List.of(
          "From: Joe <joe@example.com>\r\n",
          "From: b@example.org\r\n",
          "From:\r\n",
          "Date: Wed, 25 Nov 2026 12:00:00 +0000\r\n",
          "Message-ID: <1@example.com>\r\n",
          "Subject: folded\r\n \t\r\n again\r\n",
          "Content-Transfer-Encoding: 8bit\r\n",
          "References: " + "<a@b.example>\r\n ".repeat(80) + "<c@d.example>\r\n",
          "List-Id : <l.example>\r\n",
          "List-a;b: x\r\n",
          "DKIM-Signature: v=1; b=\r\n",
          "no colon\r\n",
          ": no name\r\n");

  private static final List<String> BODY =
      List.of("\r\n", "\r", "\n", " ", "\t", ".", "word", "\u00fc", "\0", "x".repeat(499));

  private static String header(RandomGenerator random) {
    var out = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      out.append(
          random.nextInt(10) == 0
              ? pieces(random, BODY, 6)
              : FIELDS.get(random.nextInt(FIELDS.size())));
    }
    return out.toString();
  }

  private static String pieces(RandomGenerator random, List<String> from, int most) {
    var out = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      out.append(
          random.nextInt(6) == 0
              ? String.valueOf((char) random.nextInt(256))
              : from.get(random.nextInt(from.size())));
    }
    return out.toString();
  }

  private static Practice practice(RandomGenerator random) {
    var forms = Canonicalization.values();
    var ways = Practice.Way.values();
    var practice =
        Practice.USUAL
            .in(forms[random.nextInt(forms.length)], forms[random.nextInt(forms.length)])
            .over(ways[random.nextInt(ways.length)]);
    return random.nextInt(4) == 0 ? practice.strict() : practice;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anyOctetsInAnyPieces(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    int signed = 0;
    for (int run = 0; run < RUNS; run++) {
      var body = pieces(random, BODY, run % 20 == 0 ? 400 : 30);
      var message = header(random) + "\r\n" + body;
      var practice = practice(random);
      var signing = sign(random, message, practice, 1 << 20);
      assertThat(sign(random, message, practice, 3)).as(message).isEqualTo(signing);
      assertThat(JsonRenderer.render(SigningExplainer.explain(signing))).matches("[ -~…·§]+");
      if (signing instanceof Signing.Signed(var fields, _)) {
        signed++;
        var result = Messages.verify(VERIFIER, fields.getFirst() + "\r\n" + message).getFirst();
        assertThat(result.outcome().word()).as(message).isEqualTo("pass");
        assertThat(result.signature().orThrow().algorithm().hash()).isEqualTo(HashAlgorithm.SHA256);
      }
    }
    assertThat(signed).isBetween(RUNS / 4, RUNS - RUNS / 10);
  }

  /// @param most octets of a piece in which the body comes
  private static Signing sign(RandomGenerator random, String message, Practice practice, int most)
      throws IOException {
    var signer = new DkimSigner(List.of(WHO), practice, InstantSource.fixed(Messages.NOW));
    var octets = message.getBytes(ISO_8859_1);
    try (var in = MessageStream.open(new ByteArrayInputStream(octets), LineEnds.STRICT)) {
      var session = signer.begin(in.header());
      in.transferTo(
          (chunk, from, to) -> {
            for (int at = from; at < to; ) {
              int end = Math.min(to, at + 1 + random.nextInt(most));
              session.body(chunk, at, end);
              at = end;
            }
          });
      return session.finish();
    }
  }

  /// What is found in a body is what a slow reading of its lines finds.
  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void aBodyIsReadAsItsLinesAre(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < 5 * RUNS; run++) {
      var body = pieces(random, BODY, 12);
      var lint = new BodyLint(new Header(List.of()), Practice.Way.UNKNOWN);
      var octets = body.getBytes(ISO_8859_1);
      int cut = random.nextInt(octets.length + 1);
      lint.body(octets, 0, cut);
      lint.body(octets, cut, octets.length);
      assertThat(lint.end()).as(body).isEqualTo(slowly(body));
    }
  }

  private static List<Hazard> slowly(String body) {
    var lines = List.of(body.split("\r\n", -1));
    var found = new ArrayList<Hazard>();
    first(lines, "(?s).*[\u0080-\u00ff].*")
        .ifPresent(line -> found.add(new Hazard.EightBitBody(line, false)));
    first(lines, "(?s).{999,}").ifPresent(line -> found.add(new Hazard.LongLine(line)));
    first(lines, "(?s).*\r.*").ifPresent(line -> found.add(new Hazard.BareCr(line)));
    first(lines, "(?s).*\n.*").ifPresent(line -> found.add(new Hazard.BareLf(line)));
    return found;
  }

  private static OptionalLong first(List<String> lines, String pattern) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches(pattern)) {
        return OptionalLong.of(i + 1);
      }
    }
    return OptionalLong.empty();
  }
}

package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Domain;
import org.signet.message.Header;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;

class ImpersonationTest {
  private static final Impersonation IMPERSONATION =
      new Impersonation(
          new Protected(
              List.of(Domain.of("example.com"), Domain.of("xn--bcher-kva.example")),
              List.of("Example Bank", "Jane Doe")));

  private static final String ZONE = "_dmarc.other.example. TXT \"v=DMARC1; p=none\"\n";

  private static Header header(Posted posted) throws IOException {
    try (var stream =
        MessageStream.open(new ByteArrayInputStream(posted.octets()), LineEnds.FILE)) {
      return stream.header();
    }
  }

  static List<Caution> cautions(Posted posted) throws IOException {
    return IMPERSONATION.cautions(header(posted), posted.proof(ZONE));
  }

  @TestFactory
  Stream<DynamicTest> whatDeceivesIsMarked() {
    return CaseFile.read("impersonation.cases").cases().stream()
        .map(
            one ->
                dynamicTest(
                    one.line() + ": " + one.question(),
                    () -> {
                      var found = cautions(new Posted(one.question()));
                      var words = found.stream().map(LogWords::of).collect(Collectors.joining(" "));
                      assertThat(words.isEmpty() ? "-" : words).isEqualTo(one.answer());
                    }));
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, false",
    "abc, ab, true",
    "abc, bc, true",
    "abc, ac, true",
    "abc, abd, true",
    "abc, acb, true",
    "abc, bac, true",
    "abc, cba, false",
    "abc, a, false",
    "abc, abcde, false",
    "'', a, true",
    "'', '', false",
  })
  void oneEdit(String a, String b, boolean isOne) {
    assertThat(Lookalikes.isOneEdit(a, b)).isEqualTo(isOne);
    assertThat(Lookalikes.isOneEdit(b, a)).isEqualTo(isOne);
  }

  /// Marks never change what is done, and whatever octets a field holds, they are found.
  @Test
  void marksNeverChangeTheAction() throws IOException {
    var pieces =
        List.of(
            "Jane Doe",
            "<",
            ">",
            "@",
            "a@example.com",
            "a@examp1e.com",
            "\"",
            ",",
            "(",
            ")",
            " ",
            "=?utf-8?Q?=D0=B0?=",
            "\\xff",
            "\\x00",
            "ceo@x.example",
            ".",
            "xn--pple-43d.com",
            ";");
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var line = new StringBuilder("| From: ");
      for (int part = 0; part < 2; part++) {
        for (int i = random.nextInt(8); i >= 0; i--) {
          line.append(pieces.get(random.nextInt(pieces.size())));
        }
        line.append(part == 0 ? " | Reply-To: " : "");
      }
      var posted = new Posted(line.toString());
      var handling = posted.handling(ZONE);
      var marked = handling.with(cautions(posted));
      assertThat(outcome(marked)).as(line.toString()).isEqualTo(outcome(handling));
      assertThat(new TextRenderer(100, false).render(HandlingExplainer.explain(marked)))
          .matches("(?s)[ -~\\n✓✗!·?…§]+");
    }
  }

  private static String outcome(Handling handling) {
    return switch (handling) {
      case Handling.Deliver _, Handling.Mark _ -> "delivered";
      case Handling.Quarantine _ -> "put aside";
      case Handling.Defer(_, var code) -> code.toString();
      case Handling.Reject(_, var code) -> code.toString();
    };
  }
}

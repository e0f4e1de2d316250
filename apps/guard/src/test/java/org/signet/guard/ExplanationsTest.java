package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.TextRenderer;

/// Explanations as prose: of each answer in the cases, the first message that gets it. With
/// `-Dsignet.golden=write` the file is written anew, to be read before it is kept.
class ExplanationsTest {
  private static final Path FILE =
      Path.of(
          System.getProperty("signet.root", "."),
          "apps/guard/src/test/resources/org/signet/guard/explanations.txt");

  /// Of each answer of a file the first question.
  private static List<CaseFile.Case> first(String name) {
    var first = new LinkedHashMap<String, CaseFile.Case>();
    CaseFile.read(name).cases().forEach(one -> first.putIfAbsent(one.answer(), one));
    return List.copyOf(first.values());
  }

  private static void write(StringBuilder out, String title, Explanation explanation) {
    out.append("# ").append(title).append('\n');
    out.append(new TextRenderer(100, false).render(explanation)).append('\n');
  }

  @Test
  void theyReadAsTheyShould() throws IOException {
    var actual = new StringBuilder();
    for (var one : first("policy.cases")) {
      var handling = new Posted(one.question()).handling(one.zone());
      write(actual, one.question(), HandlingExplainer.explain(handling));
    }
    for (var one : first("impersonation.cases")) {
      for (var caution : ImpersonationTest.cautions(new Posted(one.question()))) {
        write(actual, one.question(), CautionWords.explain(caution));
      }
    }
    for (var one : first("outbound.cases")) {
      var outbound = OutgoingTest.outbound(one.question());
      write(actual, one.question(), OutboundExplainer.explain(outbound));
    }
    if ("write".equals(System.getProperty("signet.golden"))) {
      Files.writeString(FILE, actual);
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(FILE));
  }
}

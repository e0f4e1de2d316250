package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.signet.foundation.explain.TextRenderer;

/// Explanations as prose: of each answer in the cases, the first message that gets it. With
/// `-Dsignet.golden=write` the file is written anew, to be read before it is kept.
class ExplanationsTest {
  private static final Path FILE =
      Path.of(
          System.getProperty("signet.root", "."),
          "apps/guard/src/test/resources/org/signet/guard/explanations.txt");

  @Test
  void theyReadAsTheyShould() throws IOException {
    var first = new LinkedHashMap<String, CaseFile.Case>();
    CaseFile.read("policy.cases").cases().forEach(one -> first.putIfAbsent(one.answer(), one));
    var actual = new StringBuilder();
    for (var one : first.values()) {
      var handling = new Posted(one.question()).handling(one.zone());
      actual.append("# ").append(one.question()).append('\n');
      actual.append(new TextRenderer(100, false).render(HandlingExplainer.explain(handling)));
      actual.append('\n');
    }
    if ("write".equals(System.getProperty("signet.golden"))) {
      Files.writeString(FILE, actual);
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(FILE));
  }
}

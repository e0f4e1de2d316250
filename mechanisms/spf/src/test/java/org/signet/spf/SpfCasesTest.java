package org.signet.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.signet.foundation.text.Ascii;

/// The case files, one for each section of the standards.
class SpfCasesTest {
  @TestFactory
  Stream<DynamicNode> rfc7208() throws Exception {
    return folder("rfc7208", 20);
  }

  @TestFactory
  Stream<DynamicNode> rfc8616() throws Exception {
    return folder("rfc8616", 1);
  }

  private static Stream<DynamicNode> folder(String name, int files)
      throws IOException, URISyntaxException {
    var all = SpfCases.all(name);
    assertThat(all).hasSize(files);
    return all.stream()
        .map(
            file ->
                dynamicContainer(
                    file.title(),
                    file.cases().stream()
                        .map(each -> dynamicTest(each.line(), () -> holds(file, each)))));
  }

  private static void holds(SpfCases cases, SpfCases.Case expected) {
    var spf =
        new Spf(
            cases.zone(),
            () -> Instant.parse("2026-01-01T00:00:00Z"),
            "mx.receiver.example",
            SpfLimits.STANDARD);
    var checks = spf.check(Envelopes.of(expected.client(), expected.helo(), expected.mailFrom()));
    var result = expected.identity() == Identity.HELO ? checks.helo() : checks.mailFrom();
    var outcome = result.outcome();
    assertThat(outcome.word()).as("%s", result).isEqualTo(expected.result());
    assertThat(by(outcome)).as("%s", result).isEqualTo(expected.by());
    expected.kind().ifPresent(kind -> assertThat(kind(outcome)).isEqualTo(kind));
    expected.explains().ifPresent(text -> assertThat(explanation(outcome)).isEqualTo(text));
    assertThat(SpfExplainer.explain(result).sentence()).startsWith("SPF " + outcome.word());
  }

  private static Optional<String> by(SpfOutcome outcome) {
    var directive =
        switch (outcome) {
          case SpfOutcome.Neutral(var by) -> by;
          case SpfOutcome.Pass(var by) -> Optional.of(by);
          case SpfOutcome.Fail(var by, _) -> Optional.of(by);
          case SpfOutcome.SoftFail(var by) -> Optional.of(by);
          case SpfOutcome.None _, SpfOutcome.Unfinished _ -> Optional.<Directive>empty();
        };
    return directive.map(Directive::text);
  }

  private static String kind(SpfOutcome outcome) {
    return switch (outcome) {
      case SpfOutcome.None(var reason) -> Ascii.toLower(reason.name().replace("_", ""));
      case SpfOutcome other -> Ascii.toLower(other.getClass().getSimpleName());
    };
  }

  private static String explanation(SpfOutcome outcome) {
    return outcome instanceof SpfOutcome.Fail(_, var text) ? text.orElse("") : "no fail";
  }
}

package org.signet.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.foundation.spec.Spec.RFC7208;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.signet.foundation.spec.Clause;
import org.signet.testing.Conformance;
import org.signet.testing.OpenSpf;
import org.signet.testing.Suites;

/// The suites of the SPF project, with their explanations. Where a suite wants something else than
/// RFC 7208, ours is named with the clause that settles it.
class OpenSpfTest {
  /// What we say instead, and why.
  private record Settled(String ours, Clause clause) {}

  private static final Map<String, Settled> NONE = Map.of();

  @TestFactory
  Stream<DynamicNode> rfc7208() throws IOException {
    return suite("rfc7208-tests.yml", 16, 203, NONE);
  }

  @TestFactory
  Stream<DynamicNode> rfc7208AsReleased2014() throws IOException {
    return suite("variants/rfc7208-tests-2014.05-release.yml", 15, 193, NONE);
  }

  @TestFactory
  Stream<DynamicNode> rfc7208AsOf2026() throws IOException {
    return suite("variants/rfc7208-tests-mailauth-2026.yml", 16, 200, NONE);
  }

  @TestFactory
  Stream<DynamicNode> rfc4408() throws IOException {
    return suite("rfc4408-tests.yml", 15, 191, NONE);
  }

  /// The tests that pyspf was developed with; two are about modes of its own.
  @TestFactory
  Stream<DynamicNode> pyspf() throws IOException {
    var unknownModifier = new Settled("neutral", RFC7208.section("6"));
    return suite(
        "test.yml",
        4,
        16,
        Map.of("default-modifier", unknownModifier, "default-modifier-harsh", unknownModifier));
  }

  private static Stream<DynamicNode> suite(
      String file, int scenarios, int cases, Map<String, Settled> settled) throws IOException {
    var folder = Suites.folder("spf-openspf");
    assumeTrue(folder.isPresent(), "skipped, because the suite spf-openspf is not there");
    var read = OpenSpf.read(folder.get().resolve(file));
    var all = read.stream().flatMap(each -> each.cases().stream()).toList();
    assertThat(read.size()).isEqualTo(scenarios);
    assertThat(all.size()).isEqualTo(cases);
    assertThat(all).extracting(OpenSpf.Case::name).containsAll(settled.keySet());
    Conformance.note(
        "spf-openspf " + file.replace("variants/", "").replace(".yml", ""), cases, words(settled));
    return read.stream().map(each -> dynamicContainer(each.title(), tests(each, settled)));
  }

  private static Map<String, String> words(Map<String, Settled> settled) {
    return settled.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().ours + ", by " + e.getValue().clause));
  }

  private static Stream<DynamicNode> tests(
      OpenSpf.Scenario scenario, Map<String, Settled> settled) {
    return scenario.cases().stream()
        .map(
            each -> {
              var exception = settled.get(each.name());
              return exception == null
                  ? dynamicTest(
                      "§" + each.section() + " " + each.name(), () -> holds(scenario, each))
                  : dynamicTest(
                      each.name() + ": " + exception.ours + " by " + exception.clause,
                      () -> assertThat(word(scenario, each)).isEqualTo(exception.ours));
            });
  }

  private static void holds(OpenSpf.Scenario scenario, OpenSpf.Case expected) {
    var result = result(scenario, expected);
    assertThat(result.outcome().word()).as("%s", result).isIn(expected.results());
    expected
        .explanation()
        .ifPresent(text -> assertThat(explanation(result)).as("%s", result).isEqualTo(text));
  }

  private static String word(OpenSpf.Scenario scenario, OpenSpf.Case each) {
    return result(scenario, each).outcome().word();
  }

  private static SpfResult result(OpenSpf.Scenario scenario, OpenSpf.Case each) {
    var envelope = Envelopes.of(each.client(), each.helo(), each.mailFrom());
    return new Spf(scenario.zone()).check(envelope).mailFrom();
  }

  private static String explanation(SpfResult result) {
    return result.outcome() instanceof SpfOutcome.Fail(_, var explanation)
        ? explanation.orElse("DEFAULT")
        : "no fail";
  }
}

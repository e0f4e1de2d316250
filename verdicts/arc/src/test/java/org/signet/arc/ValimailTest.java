package org.signet.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.foundation.spec.Spec.RFC8617;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.testing.Conformance;
import org.signet.testing.Suites;
import org.signet.testing.Valimail;

/// The validation half of the suite of ValiMail.
class ValimailTest {
  /// Where the suite says nothing, since a seal with `cv=fail` ended the chain. RFC 8617 §5.2
  /// (2 and 3.C) says more than the draft that the suite was written for: the chain fails.
  private static final Map<String, ArcFault> ENDED =
      Map.of(
          "cv_fail_i1_as_cv_fail", new ArcFault.AlreadyFailed(1),
          "cv_fail_i2_as2_fail", new ArcFault.AlreadyFailed(2),
          "cv_fail_i2_as1_fail", new ArcFault.AlreadyFailed(1));

  @TestFactory
  Stream<DynamicNode> validation() throws IOException {
    var folder = Suites.folder("arc-valimail");
    assumeTrue(folder.isPresent(), "skipped, because the suite arc-valimail is not there");
    var scenarios = Valimail.read(folder.get().resolve("tests/arc-draft-validation-tests.yml"));
    var all = scenarios.stream().flatMap(each -> each.cases().stream()).toList();
    assertThat(scenarios).hasSize(10);
    assertThat(all).hasSize(171);
    assertThat(all.stream().filter(each -> each.status().equals("Fail"))).hasSize(109);
    assertThat(all.stream().filter(each -> each.status().equals("Pass"))).hasSize(54);
    assertThat(all.stream().filter(each -> each.status().equals("None"))).hasSize(5);
    assertThat(all.stream().filter(each -> each.status().isEmpty()).map(Valimail.Case::name))
        .containsExactlyInAnyOrderElementsOf(ENDED.keySet());
    Conformance.note("arc-valimail validation", all.size(), settled());
    return scenarios.stream().map(each -> dynamicContainer(each.title(), tests(each)));
  }

  private static Map<String, String> settled() {
    var words = "the suite names no result; fail, by " + RFC8617.section("5.2");
    return ENDED.keySet().stream().collect(Collectors.toMap(name -> name, _ -> words));
  }

  private static Stream<DynamicTest> tests(Valimail.Scenario scenario) {
    return scenario.cases().stream()
        .map(each -> dynamicTest(each.name(), () -> holds(scenario, each)));
  }

  private static void holds(Valimail.Scenario scenario, Valimail.Case expected) throws IOException {
    var result = Arc.verify(expected.message(), scenario.zone());
    var ended = ENDED.get(expected.name());
    if (ended != null) {
      assertThat(result.outcome()).isEqualTo(new ArcOutcome.Fail(ended));
    } else {
      assertThat(result.outcome().word())
          .as("%s: %s", expected.description(), result.outcome())
          .isEqualToIgnoringCase(expected.status());
    }
  }
}

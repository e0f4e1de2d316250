package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is done with which mail, rule by rule.
class PolicyCasesTest {
  @TestFactory
  Stream<DynamicContainer> rules() {
    return Stream.of(CaseFile.read("policy.cases"), CaseFile.read("forgeries.cases"))
        .map(file -> dynamicContainer(file.title(), file.cases().stream().map(this::holds)));
  }

  @TestFactory
  Stream<DynamicTest> theGuideSaysWhatIsDone() throws IOException {
    var guide = Files.readString(Path.of(System.getProperty("signet.root", "."), "docs/policy.md"));
    var start = "```cases\n";
    int from = guide.indexOf(start) + start.length();
    var cases =
        CaseFile.parse("policy.md", "# \n" + guide.substring(from, guide.indexOf("```", from)));
    return cases.cases().stream().map(this::holds);
  }

  private DynamicTest holds(CaseFile.Case one) {
    return dynamicTest(
        one.line() + ": " + one.question(),
        () ->
            assertThat(Posted.words(new Posted(one.question()).handling(one.zone())))
                .isEqualTo(one.answer()));
  }

  /// A forger gains nothing by fields that anybody can write.
  @TestFactory
  Stream<DynamicTest> aForgeryWithUnverifiedClaimsIsTreatedTheSame() {
    return CaseFile.read("forgeries.cases").cases().stream()
        .map(
            one ->
                dynamicTest(
                    one.line() + ": " + one.question(),
                    () -> {
                      var forgery = new Posted(one.question()).withUnverifiedClaims();
                      var handling = forgery.handling(one.zone());
                      assertThat(actionOf(Posted.words(handling)))
                          .isEqualTo(actionOf(one.answer()));
                    }));
  }

  private static String actionOf(String words) {
    return words.substring(0, words.indexOf(','));
  }

  /// Each claim for itself, on a plain forgery of a domain that rejects.
  @TestFactory
  Stream<DynamicTest> eachUnverifiedClaimAloneChangesNothing() {
    var zone = "_dmarc.legitimate.com. TXT \"v=DMARC1; p=reject\"\n";
    return Posted.UNVERIFIED_CLAIMS.stream()
        .map(
            claim ->
                dynamicTest(
                    claim,
                    () -> {
                      var escaped = claim.replace("\r\n", "\\r\\n");
                      var posted = new Posted("| " + escaped + " | From: <a@legitimate.com>");
                      assertThat(Posted.words(posted.handling(zone)))
                          .isEqualTo("reject 550 5.7.1, dmarc_failed");
                    }));
  }
}

package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.foundation.spec.Spec.RFC6376;
import static org.signet.foundation.spec.Spec.RFC8301;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.testing.Conformance;
import org.signet.testing.DkimSuite;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// The suites of other projects. Where a suite wants something else than the RFCs, ours is named
/// with the clause that settles it; what a suite signs with rsa-sha1 is an error for us (RFC 8301
/// §3.1), and its canonical forms are checked all the same.
class SuitesTest {
  /// What we say instead of what the suite expects, and why.
  private record Settled(String ours, Clause clause) {}

  private static final Clause SHA1 = RFC8301.section("3.1");

  @TestFactory
  Stream<DynamicNode> rfcExamples() throws IOException {
    return tests(suite("dkim-rfc-vectors", 2), Map.of());
  }

  @TestFactory
  Stream<DynamicNode> dkimpy() throws IOException {
    return tests(suite("dkim-dkimpy", 7), Map.of());
  }

  /// Of mox's own choices only its temporary errors for what stays as it is are not ours; a domain
  /// of one label is no domain name for §3.5 either.
  @TestFactory
  Stream<DynamicNode> mox() throws IOException {
    var unusable = new Settled("permerror", RFC6376.section("6.1.2"));
    var undefined = new Settled("permerror", RFC6376.section("3.6.2.2"));
    var bodyChanged = new Settled("fail", RFC6376.section("6.1.3"));
    var unreadable = new Settled("none", RFC6376.section("6.1"));
    return tests(
        suite("dkim-mox", 25),
        Map.of(
            "key-syntax-not-dkim", unusable,
            "multiple-records", undefined,
            "l-tag-policy", bodyChanged,
            "header-malformed", unreadable));
  }

  /// The four that lieser refuses as a matter of policy hold, and say which field is not signed.
  @TestFactory
  Stream<DynamicNode> lieser() throws IOException {
    var unsigned = new Settled("pass", RFC6376.section("5.4.2"));
    return tests(
        suite("dkim-lieser", 40),
        Map.of(
            "added-from-header", unsigned,
            "added-subject-header", unsigned,
            "added-date-header", unsigned,
            "added-to-header", unsigned));
  }

  @TestFactory
  Stream<DynamicNode> jdkim() throws IOException {
    return tests(suite("dkim-jdkim", 7), Map.of());
  }

  @TestFactory
  Stream<DynamicNode> opendkim() throws IOException {
    var suite = suite("dkim-opendkim", 130);
    var cases = suite.cases().stream().filter(SuitesTest::isTrustedVerification).toList();
    assertThat(cases).hasSize(73);
    return tests(new DkimSuite(suite.folder(), suite.whole(), cases), Map.of());
  }

  private static boolean isTrustedVerification(DkimSuite.Case each) {
    return each.whole().text("mode").equals("verify")
        && each.whole().text("trusted").equals("true");
  }

  private static DkimSuite suite(String name, int cases) throws IOException {
    var folder = Suites.folder(name);
    assumeTrue(folder.isPresent(), "skipped, because the suite " + name + " is not there");
    var suite = DkimSuite.read(folder.get());
    assertThat(suite.cases()).hasSize(cases);
    return suite;
  }

  private static Map<String, String> words(Map<String, Settled> settled) {
    return settled.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().ours + ", by " + e.getValue().clause));
  }

  private static Stream<DynamicNode> tests(DkimSuite suite, Map<String, Settled> settled)
      throws IOException {
    assertThat(suite.cases()).extracting(DkimSuite.Case::id).containsAll(settled.keySet());
    var name = Objects.requireNonNull(suite.folder().getFileName()).toString();
    Conformance.note(name, suite.cases().size(), words(settled));
    return suite.cases().stream()
        .map(
            each -> {
              var exception = settled.get(each.id());
              return exception == null
                  ? dynamicTest(each.id(), () -> holds(each))
                  : dynamicTest(
                      each.id() + ": " + exception.ours + " by " + exception.clause,
                      () -> assertThat(overall(check(each, accepted()))).isEqualTo(exception.ours));
            });
  }

  /// The message comes to what the suite expects; every signature with rsa-sha1 does so when that
  /// is accepted for the test, and is an error when it is not.
  private static void holds(DkimSuite.Case each) {
    var withOldMail = check(each, EnumSet.allOf(DkimAlgorithm.class));
    expectOverall(each, withOldMail);
    expectSignatures(each, withOldMail);
    for (var result : check(each, accepted())) {
      if (algorithm(result).equals("rsa-sha1")) {
        assertThat(result.outcome())
            .as("by %s", SHA1)
            .isEqualTo(new DkimOutcome.PermError.AlgorithmForbidden(DkimAlgorithm.RSA_SHA1));
      }
    }
  }

  private static Set<DkimAlgorithm> accepted() {
    return EnumSet.complementOf(EnumSet.of(DkimAlgorithm.RSA_SHA1));
  }

  private static List<DkimResult> check(DkimSuite.Case each, Set<DkimAlgorithm> accepted) {
    var clock = InstantSource.fixed(timeOf(each));
    var verifier = new DkimVerifier(each.resolver(), clock, DkimLimits.standard(), accepted);
    return Messages.verify(verifier, each.message());
  }

  /// Two real messages expired in 2023.
  private static Instant timeOf(DkimSuite.Case each) {
    return each.id().startsWith("original-Fastmail-from-Fastmail")
        ? Instant.parse("2023-10-23T22:00:00Z")
        : Messages.NOW;
  }

  private static void expectOverall(DkimSuite.Case each, List<DkimResult> results) {
    var expected = each.expected();
    var word = expected.text("result");
    var description = assertThat(overall(results)).as("%s", results);
    if (!word.isEmpty()) {
      description.isEqualTo(word);
    } else if (expected.text("overall").equals("pass")) {
      description.isEqualTo("pass");
    } else {
      description.isNotEqualTo("pass");
    }
  }

  /// `pass` where one signature is; else the word of the first; `none` where there is none.
  private static String overall(List<DkimResult> results) {
    var words = results.stream().map(result -> result.outcome().word()).toList();
    return words.contains("pass") ? "pass" : words.isEmpty() ? "none" : words.getFirst();
  }

  private static void expectSignatures(DkimSuite.Case each, List<DkimResult> results) {
    var expected = each.expected().at("signatures").map(SuiteJson::list).orElse(List.of());
    for (int i = 0; i < expected.size(); i++) {
      var signature = expected.get(i);
      expectSignature(signature, withSelector(signature, results).orElse(results.get(i)));
    }
  }

  /// Where the suite names the selector, its order is its own.
  private static Optional<DkimResult> withSelector(SuiteJson expected, List<DkimResult> results) {
    var selector = expected.text("selector");
    return results.stream()
        .filter(result -> selector.equals(seen(result).get("selector")))
        .findFirst();
  }

  private static void expectSignature(SuiteJson expected, DkimResult result) {
    seen(result)
        .forEach(
            (name, value) ->
                expected
                    .at(name)
                    .ifPresent(
                        wanted ->
                            assertThat(value)
                                .as("%s of %s", name, result)
                                .isEqualTo(word(wanted))));
    var error = expected.text("errorType");
    if (!error.isEmpty()) {
      assertThat(reason(result.outcome())).isEqualTo(error);
    }
  }

  /// `SUCCESS` and `PERMFAIL` are the words of RFC 6376 §3.9; an array is its items.
  private static String word(SuiteJson wanted) {
    if (!wanted.list().isEmpty()) {
      return String.join(":", wanted.list().stream().map(SuiteJson::text).toList());
    }
    return wanted.text().equals("SUCCESS") ? "pass" : wanted.text();
  }

  /// What the suites name of a signature, by their names.
  private static Map<String, String> seen(DkimResult result) {
    if (!(result.signature() instanceof Parsed.Ok<DkimSignature>(var signature))) {
      return Map.of();
    }
    var pass = result.outcome() instanceof DkimOutcome.Pass;
    return Map.ofEntries(
        Map.entry("result", pass ? "pass" : "PERMFAIL"),
        Map.entry("d", signature.domain().text()),
        Map.entry("sdid", signature.domain().text()),
        Map.entry("s", signature.selector().text()),
        Map.entry("selector", signature.selector().text()),
        Map.entry("i", signature.agent().toString()),
        Map.entry("auid", signature.agent().toString()),
        Map.entry("a", algorithm(result)),
        Map.entry("algorithmSignature", signature.algorithm().keyType()),
        Map.entry("algorithmHash", signature.algorithm().hash().word()),
        Map.entry("c", signature.headerForm().word() + "/" + signature.bodyForm().word()),
        Map.entry("signedHeaders", Ascii.toLower(String.join(":", signature.signedFields()))));
  }

  private static String algorithm(DkimResult result) {
    return result.signature().optional().map(s -> s.algorithm().word()).orElse("");
  }

  /// lieser's name for a reason.
  private static String reason(DkimOutcome outcome) {
    return switch (outcome) {
      case DkimOutcome.Fail.BodyChanged _ -> "DKIM_SIGERROR_CORRUPT_BH";
      case DkimOutcome.Fail.HeaderChanged _, DkimOutcome.Fail.SignatureWrong _ ->
          "DKIM_SIGERROR_BADSIG";
      case DkimOutcome.PermError.KeyRevoked _ -> "DKIM_SIGERROR_KEY_REVOKED";
      case DkimOutcome.PermError.NotPermittedByKey(var restriction) ->
          switch (restriction) {
            case HASH -> "DKIM_SIGERROR_KEY_HASHNOTINCLUDED";
            case SERVICE -> "DKIM_SIGERROR_KEY_NOTEMAILKEY";
            case KEY_TYPE -> "DKIM_SIGERROR_KEY_MISMATCHED_K";
            case SUBDOMAIN -> "DKIM_SIGERROR_DOMAIN_I";
          };
      case DkimOutcome.PermError.Malformed(var problem)
          when problem.expected().equals("the tag v=") ->
          "DKIM_SIGERROR_MISSING_V";
      default -> Objects.toString(outcome);
    };
  }
}

package org.signet.testing.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.message.AuthenticationResults;
import org.signet.message.AuthenticationResults.Property;
import org.signet.message.AuthenticationResults.Result;
import org.signet.message.Field;
import org.signet.testing.Conformance;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// The suite authres: Authentication-Results fields, with what five other programs read in them.
class AuthresSuiteTest {
  private static final int CASES = 87;

  /// Where we answer something else than the suite's program, and why: the place in the suite, and
  /// the rule.
  private static final Map<Integer, String> EXCEPTIONS =
      Map.of(
          20,
          "RFC 8601 §2.2 wants an authserv-id; go-msgauth takes nothing for a field",
          38,
          "RFC 8601 §2.2 wants quotes around colons; we read a value without, as services"
              + " write",
          52,
          "RFC 8601 appendix B.7 is the RFC's own example; python-authres does not read it",
          56,
          "RFC 8601 §2.2 has no semicolon at the end; Yahoo writes one (case 4), and we read"
              + " it",
          58,
          "RFC 8601 §2.2 wants quotes around colons; we read a value without, as services"
              + " write",
          77,
          "RFC 8601 §2.2 with RFC 6532 §3.2: an authserv-id may be a U-label in UTF-8");

  private record Read(String id, List<Result> results) {}

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    var folder = Suites.folder("authres");
    assumeTrue(folder.isPresent(), "the suite authres is not here");
    var cases = SuiteJson.read(folder.get().resolve("cases.json")).at("cases").orElseThrow().list();
    assertThat(cases).hasSize(CASES);
    var named = new HashMap<String, String>();
    EXCEPTIONS.forEach((number, why) -> named.put("case " + number, why));
    Conformance.note("authres", CASES, named);
    var tests = new ArrayList<DynamicTest>();
    for (int i = 0; i < cases.size(); i++) {
      var one = cases.get(i);
      int number = i;
      tests.add(dynamicTest(i + " " + one.text("src"), () -> check(number, one)));
    }
    return tests.stream();
  }

  private static void check(int number, SuiteJson one) {
    var read = read(one);
    if (EXCEPTIONS.containsKey(number)) {
      assertThat(read).as("no longer an exception?").isNotEqualTo(expected(one));
      checkException(number, read);
    } else {
      assertThat(read).isEqualTo(expected(one));
    }
    read.ifPresent(AuthresSuiteTest::checkWritten);
  }

  /// What we answer instead.
  private static void checkException(int number, Optional<Read> read) {
    if (number == 20) {
      assertThat(read).isEmpty();
      return;
    }
    var results = read.orElseThrow().results();
    switch (number) {
      case 38 -> assertThat(results).hasSize(2);
      case 52 ->
          assertThat(results)
              .containsExactly(Result.of("dkim", "fail").with("policy", "expired", "1362471462"));
      case 56 ->
          assertThat(results)
              .containsExactly(Result.of("spf", "pass").with("smtp", "mailfrom", "example.net"));
      case 58 -> assertThat(results.getFirst().value("policy", "authority-uri")).isPresent();
      case 77 -> assertThat(results).isEmpty();
      default -> throw new AssertionError("case " + number);
    }
  }

  private static Optional<Read> read(SuiteJson one) {
    var text =
        one.at("header")
            .map(SuiteJson::text)
            .orElse("Authentication-Results: " + one.text("header_value"));
    var octets = new String(text.getBytes(UTF_8), ISO_8859_1);
    return switch (AuthenticationResults.parse(Field.of(octets).rawValue())) {
      case Parsed.Ok<AuthenticationResults>(var results) ->
          Optional.of(new Read(results.authservId(), results.results()));
      case Parsed.Malformed<AuthenticationResults> _ -> Optional.empty();
    };
  }

  private static void checkWritten(Read read) {
    var field = new AuthenticationResults(read.id, read.results).toField();
    assertThat(AuthenticationResults.parse(field.rawValue()).orThrow())
        .isEqualTo(new AuthenticationResults(read.id, read.results));
  }

  /// What the suite's program read; empty where it took the field for malformed.
  private static Optional<Read> expected(SuiteJson one) {
    var told = one.at("authres_py").orElse(one);
    if (told.at("error").isPresent()) {
      return Optional.empty();
    }
    var id = new String(told.text("authserv_id").getBytes(UTF_8), ISO_8859_1);
    var results =
        told.at("results_go").isPresent()
            ? told.at("results_go").get().list().stream().map(AuthresSuiteTest::goResult)
            : told.at("results").orElseThrow().list().stream().map(AuthresSuiteTest::result);
    return Optional.of(new Read(id, results.toList()));
  }

  private static Result result(SuiteJson told) {
    var properties =
        told.at("props").orElseThrow().list().stream()
            .map(
                one ->
                    new Property(
                        one.text("ptype"),
                        one.text("property"),
                        new String(one.text("value").getBytes(UTF_8), ISO_8859_1)))
            .toList();
    var reason = told.at("reason").map(SuiteJson::text);
    return new Result(told.text("method"), 1, told.text("result"), reason, properties);
  }

  /// A result of go-msgauth, which has a type of its own for each method.
  private static Result goResult(SuiteJson told) {
    var fields = told.at("fields").orElseThrow();
    var word = Ascii.toLower(fields.text("Value").substring("Result".length()));
    var result =
        switch (told.text("type")) {
          case "DKIMResult" -> with(Result.of("dkim", word), "header", "i", fields, "Identifier");
          case "SPFResult" -> with(Result.of("spf", word), "smtp", "mailfrom", fields, "From");
          case "AuthResult" -> with(Result.of("auth", word), "smtp", "auth", fields, "Auth");
          case "SenderIDResult" ->
              with(
                  Result.of("sender-id", word),
                  "header",
                  fields.text("HeaderKey"),
                  fields,
                  "HeaderValue");
          default -> throw new AssertionError(told);
        };
    return fields.at("Reason").map(reason -> result.because(reason.text())).orElse(result);
  }

  private static Result with(
      Result result, String ptype, String property, SuiteJson fields, String name) {
    return fields.at(name).map(value -> result.with(ptype, property, value.text())).orElse(result);
  }
}

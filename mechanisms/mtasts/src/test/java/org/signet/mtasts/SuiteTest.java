package org.signet.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;
import org.signet.foundation.text.Parsed;
import org.signet.https.Fetched;
import org.signet.https.Https;
import org.signet.testing.Conformance;
import org.signet.testing.SuiteJson;
import org.signet.testing.Suites;

/// The cases of mox, postfix-tlspol, stalwart and the RFC.
class SuiteTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TestFactory
  Stream<DynamicNode> cases() throws IOException {
    var folder = Suites.folder("mta-sts");
    assumeTrue(folder.isPresent(), "skipped, because the suite mta-sts is not there");
    var suite = SuiteJson.read(folder.get().resolve("cases.json"));
    var tlspol = suite.at("postfix_tlspol").orElseThrow();
    var parts =
        List.of(
            part("records", 19, suite.at("record_parsing"), SuiteTest::record),
            part("policies", 24, suite.at("policy_parsing"), SuiteTest::policy),
            part(
                "lookups",
                9,
                suite.at("lookup").flatMap(lookup -> lookup.at("cases")),
                each -> lookup(suite, each)),
            part(
                "hosts",
                5,
                suite.at("mx_matching").flatMap(matching -> matching.at("cases")),
                each -> host(suite, each)),
            part("postfix-tlspol records", 12, tlspol.at("record_available"), SuiteTest::available),
            part("postfix-tlspol policies", 11, tlspol.at("policies"), SuiteTest::enforced),
            dynamicContainer("RFC 8461", rfc(suite.at("rfc8461").orElseThrow())));
    Conformance.note("mta-sts", 19 + 24 + 9 + 5 + 12 + 11 + 2);
    return parts.stream().map(DynamicNode.class::cast);
  }

  private interface Case {
    DynamicTest test(SuiteJson said);
  }

  private static DynamicContainer part(
      String name, int count, Optional<SuiteJson> cases, Case each) {
    var list = cases.orElseThrow().list();
    assertThat(list).as(name).hasSize(count);
    return dynamicContainer(name, list.stream().map(each::test));
  }

  private static DynamicTest record(SuiteJson said) {
    var text = octets(said.text("record"));
    return dynamicTest(
        text,
        () -> {
          var parsed = MtaStsRecord.parse(text);
          assertThat(parsed.isOk()).as("%s", parsed).isEqualTo(isTrue(said, "ok"));
          assertThat(parsed.map(MtaStsRecord::id).optional().orElse("")).isEqualTo(said.text("id"));
        });
  }

  private static DynamicTest policy(SuiteJson said) {
    var text = octets(said.text("policy"));
    return dynamicTest(
        said.text("why") + ' ' + text.lines().toList(),
        () -> {
          var parsed = MtaStsPolicy.parse(text);
          assertThat(parsed.isOk()).as("%s", parsed).isEqualTo(isTrue(said, "ok"));
          if (parsed instanceof Parsed.Ok<MtaStsPolicy>(var policy)) {
            assertThat(policy.mode().word()).isEqualTo(said.text("mode"));
            assertThat(policy.maxAge().toSeconds()).hasToString(said.text("max_age"));
            assertThat(policy.mx().stream().map(NamePattern::toString).toList())
                .isEqualTo(
                    said.at("mx").orElseThrow().list().stream().map(SuiteJson::text).toList());
          }
        });
  }

  private static DynamicTest lookup(SuiteJson suite, SuiteJson said) {
    var domain = Domain.of(said.text("domain"));
    return dynamicTest(
        domain + ": " + said.text("result"),
        () -> {
          var https =
              Https.of(Map.of(address(domain), served("version:STSv1\nmode:none\nmax_age:9")));
          var outcome = new MtaSts(zone(suite), https, () -> NOW).lookup(domain).outcome();
          assertThat(word(outcome)).isEqualTo(said.text("result"));
        });
  }

  private static String word(MtaStsOutcome outcome) {
    return switch (outcome) {
      case MtaStsOutcome.Policy _ -> "ok";
      case MtaStsOutcome.NoPolicy(Undiscovered.NoRecord _) -> "no record";
      case MtaStsOutcome.NoPolicy(Undiscovered.RecordInvalid _) -> "syntax error";
      case MtaStsOutcome.NoPolicy(Undiscovered.SeveralRecords _) -> "multiple records => no policy";
      case MtaStsOutcome.NoPolicy(Undiscovered.RecordUnanswered _) -> "dns error";
      case MtaStsOutcome.NoPolicy(var other) -> other.toString();
    };
  }

  private static Resolver zone(SuiteJson suite) {
    var zone = new StringBuilder();
    var names = suite.at("lookup").flatMap(lookup -> lookup.at("zone")).orElseThrow().members();
    names.forEach(
        (name, data) -> {
          data.at("TXT")
              .ifPresent(
                  texts ->
                      texts.list().forEach(text -> zone.append(line(name, "TXT \"" + text + '"'))));
          data.at("CNAME").ifPresent(to -> zone.append(line(name, "CNAME " + to + '.')));
        });
    zone.append("$STATUS servfail\n");
    names.forEach(
        (name, data) -> data.at("error").ifPresent(_ -> zone.append(line(name, "TXT -"))));
    return ZoneResolver.of(zone.toString());
  }

  private static String line(String name, String data) {
    return name + ". " + data + '\n';
  }

  private static DynamicTest host(SuiteJson suite, SuiteJson said) {
    var mx =
        suite.at("mx_matching").flatMap(matching -> matching.at("policy_mx")).orElseThrow().list();
    var patterns = mx.stream().map(each -> NamePattern.parse(each.text()).orThrow()).toList();
    var policy = MtaStsPolicy.of(Mode.ENFORCE, patterns, Duration.ofDays(1));
    return dynamicTest(
        said.text("mx"),
        () ->
            assertThat(policy.names(Domain.of(said.text("mx")))).isEqualTo(isTrue(said, "match")));
  }

  private static DynamicTest available(SuiteJson said) {
    return dynamicTest(
        said.text("name"),
        () -> {
          var name = "_mta-sts.boats.example. ";
          var zone = new StringBuilder();
          said.at("txt")
              .orElseThrow()
              .list()
              .forEach(text -> zone.append(name).append(quoted(octets(text.text()))));
          if (isTrue(said, "temporary_error")) {
            zone.append("$STATUS servfail\n").append(name).append("TXT -\n");
          }
          var boats = Domain.of("boats.example");
          var https =
              Https.of(Map.of(address(boats), served("version:STSv1\nmode:none\nmax_age:9")));
          var outcome =
              new MtaSts(ZoneResolver.of(zone.toString()), https, () -> NOW)
                  .lookup(boats)
                  .outcome();
          assertThat(outcome instanceof MtaStsOutcome.Policy)
              .as("%s", outcome)
              .isEqualTo(isTrue(said, "available"));
          assertThat(word(outcome).equals("dns error")).isEqualTo(isTrue(said, "temporary_error"));
        });
  }

  private static String quoted(String octets) {
    var out = new StringBuilder("TXT \"");
    for (int i = 0; i < octets.length(); i++) {
      out.append(String.format("\\%03d", (int) octets.charAt(i)));
    }
    return out.append("\"\n").toString();
  }

  private static DynamicTest enforced(SuiteJson said) {
    return dynamicTest(
        said.text("name"),
        () -> {
          var parsed = MtaStsPolicy.parse(octets(said.text("policy")));
          var age = parsed.map(MtaStsPolicy::maxAge).optional().orElse(Duration.ZERO);
          assertThat(age.toSeconds()).hasToString(said.text("expect_ttl"));
          said.at("expect_postfix_policy")
              .ifPresent(words -> assertThat(postfix(parsed)).isEqualTo(words.text()));
        });
  }

  /// A policy that is enforced, as Postfix wants it told.
  private static String postfix(Parsed<MtaStsPolicy> parsed) {
    return parsed
        .optional()
        .filter(policy -> policy.mode() == Mode.ENFORCE)
        .map(policy -> policy.mx().stream().map(SuiteTest::match).toList())
        .map(hosts -> "secure match=" + String.join(":", hosts) + " servername=hostname")
        .orElse("");
  }

  private static String match(NamePattern pattern) {
    return pattern.isWildcard() ? "." + pattern.base() : pattern.base().text();
  }

  private static Stream<DynamicTest> rfc(SuiteJson said) {
    return Stream.of(
        dynamicTest(
            "§3.1, its record",
            () ->
                assertThat(MtaStsRecord.parse(said.text("record")).map(MtaStsRecord::id).orThrow())
                    .isEqualTo("20160831085700Z")),
        dynamicTest(
            "§3.2, its policy",
            () -> {
              var policy = MtaStsPolicy.parse(said.text("policy")).orThrow();
              assertThat(policy)
                  .isEqualTo(MtaStsPolicy.of(policy.mode(), policy.mx(), policy.maxAge()));
            }));
  }

  private static boolean isTrue(SuiteJson said, String member) {
    return said.text(member).equals("true");
  }

  /// The suite has characters; the wire has octets.
  private static String octets(String characters) {
    return new String(characters.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static URI address(Domain domain) {
    return MtaStsPolicy.addressFor(domain).orElseThrow();
  }

  private static Fetched served(String policy) {
    return new Fetched.Answered(200, "text/plain", policy);
  }
}

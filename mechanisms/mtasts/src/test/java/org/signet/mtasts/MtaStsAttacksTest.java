package org.signet.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.https.Fetched;

/// Attacks on the policy of a domain, by the ids of the threat catalogue.
class MtaStsAttacksTest {
  private static final String POLICY =
      "version: STSv1\nmode: enforce\nmx: mx.boats.example\nmax_age: 86400\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx: *",
        "mx: *.",
        "mx: a.*.b",
        "mx: *a.b",
        "mx: a*.b",
        "mx: **.b",
        "mx: *.*.b",
        "mx: -a.b",
        "mx: a_b.example",
        "mx: mx.boats.example.",
        "mx: [192.0.2.1]",
        "mx:",
        "mode: Enforce",
        "mode: ENFORCE",
        "max_age: -1",
        "max_age: +1",
        "max_age: 99999999999",
        "max_age: 1e3",
        "max_age: \u0661\u0662",
        "version: STSv2",
        "version: stsv1",
        "version:",
        "mode: enforce\0",
        "x: a\0b",
        "x: a\rb",
        "\u00ef\u00bb\u00bfversion: STSv1",
        " mode: enforce",
        "mode : enforce",
        "x: \u00ff",
        "x:",
        "",
        ": y",
        "x"
      })
  void stS1AnInvalidLineMakesThePolicyInvalid(String line) {
    assertThat(MtaStsPolicy.parse(line + '\n' + POLICY).isOk()).isFalse();
  }

  /// Ours is the grammar's answer: such a policy is valid, and protects as little as it says.
  @Test
  void stS1AWildcardMayStandBeforeOneLabel() {
    var policy = MtaStsPolicy.parse(POLICY.replace("mx.boats.example", "*.com")).orThrow();
    assertThat(policy.names(Domain.of("boats.com"))).isTrue();
    assertThat(policy.names(Domain.of("mx.boats.com"))).isFalse();
    assertThat(policy.names(Domain.of("com"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"256, true", "257, false", "9000, false"})
  void stS1HostsAreReadUpToTheirLimit(int count, boolean isOk) {
    var text = POLICY.replace("mx: mx.boats.example\n", "mx: a.b\n".repeat(count));
    assertThat(MtaStsPolicy.parse(text).isOk()).isEqualTo(isOk);
  }

  @Test
  void stS1AnAgeBeyondTheLargestIsTheLargest() {
    var policy = MtaStsPolicy.parse(POLICY.replace("86400", "9999999999")).orThrow();
    assertThat(policy.maxAge().toSeconds()).isEqualTo(31_557_600);
  }

  @Test
  void stS1OfFieldsThatOccurTwiceTheFirstCounts() {
    var policy =
        MtaStsPolicy.parse(POLICY + "mode: none\nmode: X\nmax_age: y\nversion: Z\n").orThrow();
    assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(policy.maxAge()).isEqualTo(Duration.ofDays(1));
    var record = MtaStsRecord.parse("v=STSv1; id=1; id=2").orThrow();
    assertThat(record.id()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 301, 302, 404, 500})
  void stS1OnlyTheStatus200Counts(int status) {
    var harbour = Harbour.enforcing().serving(new Fetched.Answered(status, "text/plain", POLICY));
    assertThat(harbour.outcome())
        .isEqualTo(new MtaStsOutcome.NoPolicy(new Undiscovered.StatusNotOk(status)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/html", "application/octet-stream", "text/plainx", "text"})
  void stS1OnlyPlainTextCounts(String mediaType) {
    var harbour = Harbour.enforcing().serving(new Fetched.Answered(200, mediaType, POLICY));
    assertThat(harbour.outcome())
        .isEqualTo(new MtaStsOutcome.NoPolicy(new Undiscovered.NotPlainText(mediaType)));
  }

  /// The record is hidden, or the policy host blocked, or its certificate is another's: whatever an
  /// attacker on the way can do. For all of the policy's life it holds.
  @Test
  void stS2WhoHidesAPolicyDoesNotEndIt() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    for (var zone :
        new String[] {
          "",
          "_mta-sts.boats.example. TXT \"v=STSv1; id=1;\"\n_mta-sts.boats.example. TXT"
              + " \"v=STSv1; id=2;\"\n",
          "_mta-sts.boats.example. TXT \"v=STSv1; id=!\"\n",
          "$STATUS servfail\n_mta-sts.boats.example. TXT -\n",
          "_mta-sts.boats.example. TXT \"v=STSv1; id=other;\"\n"
        }) {
      for (var page :
          new Fetched[] {
            new Fetched.Failed(Fetched.Cause.CONNECTION, "blocked"),
            new Fetched.Failed(Fetched.Cause.CERTIFICATE, "not for that host"),
            new Fetched.Answered(404, "text/plain", POLICY),
            new Fetched.Answered(200, "text/html", POLICY),
            new Fetched.Answered(200, "text/plain", "mode: none\n")
          }) {
        harbour.zone(zone).serving(page).after(MtaSts.CHECK_INTERVAL);
        var enforced = harbour.outcome().enforced();
        assertThat(enforced).as("%s %s", zone, page).isPresent();
        assertThat(enforced.get().names(Domain.of("mx.attack.example"))).isFalse();
      }
    }
    assertThat(harbour.restarted().outcome().enforced()).isPresent();
  }

  @Test
  void stS3ForgedHostsAreNotNamed() {
    var policy = MtaStsPolicy.parse(POLICY.replace("mx.boats", "*.mail.boats")).orThrow();
    assertThat(policy.names(Domain.of("mx.attack.com"))).isFalse();
    assertThat(policy.names(Domain.of("a.b.mail.boats.example"))).isFalse();
    assertThat(policy.names(Domain.of("mail.boats.example"))).isFalse();
    assertThat(policy.names(Domain.of("xmail.boats.example"))).isFalse();
    assertThat(policy.names(Domain.of("A.MAIL.boats.example"))).isTrue();
  }

  /// The protocol cannot see that a policy host has another owner; but that a policy was
  /// replaced is in the result, for the log.
  @Test
  void stS4AReplacedPolicyIsTold() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    harbour.publishing("2").serving(POLICY.replace("enforce", "none")).after(MtaSts.CHECK_INTERVAL);
    assertThat(harbour.lookup().evidence().replaced()).isPresent();
  }

  @Test
  void stS5AnIdThatChangesAllTheTimeIsNoFetchStorm() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    for (int second = 1; second < 300; second++) {
      harbour.after(Duration.ofSeconds(1)).publishing("x" + second);
      assertThat(harbour.sender().recheck(Harbour.BOATS).outcome().enforced()).isPresent();
    }
    assertThat(harbour.fetches()).isEqualTo(1);
    harbour.after(Duration.ofSeconds(1)).sender().recheck(Harbour.BOATS);
    assertThat(harbour.fetches()).isEqualTo(2);
  }

  /// Each mail to a domain asks its policy host no more than the first.
  @Test
  void fe8ManyMailsAreOneFetch() {
    var harbour = new Harbour().publishing("1");
    for (int mail = 0; mail < 1_000; mail++) {
      harbour.lookup();
    }
    assertThat(harbour.fetches()).isEqualTo(1);
    assertThat(harbour.questions()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "a_b.example", "."})
  void fe4ADomainWhoseHostCannotBeIsNotFetched(String domain) {
    var harbour = new Harbour();
    var outcome = harbour.sender().lookup(Domain.of(domain)).outcome();
    assertThat(outcome).isInstanceOf(MtaStsOutcome.NoPolicy.class);
    assertThat(harbour.fetches()).isZero();
  }

  @Test
  void aNameOfTheLargestLengthHasNoRecord() {
    var label = "a".repeat(63);
    var name = Domain.of(label + '.' + label + '.' + label + '.' + "a".repeat(61));
    assertThat(new Harbour().sender().lookup(name).outcome())
        .isEqualTo(new MtaStsOutcome.NoPolicy(new Undiscovered.NoRecord()));
  }

  @Test
  void javaTraps() {
    assertThat(MtaStsRecord.parse("v=STSv1; id=\u0661").isOk()).isFalse();
    assertThat(MtaStsRecord.parse("V=STSv1; id=1").isOk()).isFalse();
    assertThat(MtaStsRecord.parse("v=STSv1; ID=1") instanceof Parsed.Malformed<MtaStsRecord>)
        .isTrue();
  }
}

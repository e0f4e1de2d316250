package org.signet.setup.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;

class PlannerTest {
  private static final String GUARD = "inet:127.0.0.1:8891";

  private static final String SERVICES =
      """
      smtp inet n - n - - smtpd
      submission inet n - n - - smtpd
        -o smtpd_tls_security_level=encrypt -o { milter_macro_daemon_name = ORIGINATING }
      cleanup unix n - n - 0 cleanup
      """;

  private static Configuration configuration(String toml) {
    var text = "domains = [\"harbour.example\"]\n" + toml;
    return ((Configuration.Reading.Read) Configuration.read("x", text)).configuration();
  }

  private static Plan plan(String postconf) {
    var toml = "[ways]\nown = [\"127.0.0.1\"]\n[ways.daemons]\nORIGINATING = \"submission\"\n";
    return Planner.plan(Postconf.parse(postconf), configuration(toml), false, false);
  }

  private static List<String> changes(String postconf) {
    return plan(postconf).steps().stream().map(step -> step.change("postconf")).toList();
  }

  @Test
  void aPlainPostfixIsToldOfTheGuard() {
    assertThat(changes(SERVICES))
        .containsExactly(
            "postconf -e 'smtpd_milters = inet:127.0.0.1:8891'",
            "postconf -e 'non_smtpd_milters = inet:127.0.0.1:8891'",
            "postconf -e 'internal_mail_filter_classes = bounce'");
    assertThat(plan(SERVICES).steps().getFirst().undo("postconf"))
        .isEqualTo("postconf -X smtpd_milters");
  }

  @Test
  void whatIsDoneIsDone() {
    var done =
        """
        smtpd_milters = inet:localhost:8891
        non_smtpd_milters = $smtpd_milters
        internal_mail_filter_classes = notify, bounce
        smtp_tls_loglevel = 1
        """;
    var plan = plan(done + SERVICES);
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.remarks()).isEmpty();
    assertThat(plan(done.replace("loglevel = 1", "loglevel = 0") + SERVICES).remarks())
        .containsExactly(new Remark.Unlogged());
  }

  @Test
  void othersStandBehindTheGuard() {
    assertThat(changes("smtpd_milters = unix:clamav/x.ctl, { inet:h:1, a=b }\n" + SERVICES))
        .contains(
            "postconf -e 'smtpd_milters = inet:127.0.0.1:8891, unix:clamav/x.ctl, { inet:h:1, a=b"
                + " }'");
  }

  @Test
  void whoDoesTheSameGoesWhenThatIsWanted() {
    var postfix = Postconf.parse("smtpd_milters = unix:opendkim/s, inet:h:8893\n" + SERVICES);
    var plan = Planner.plan(postfix, configuration(""), true, false);
    assertThat(plan.steps().getFirst().value()).isEqualTo(GUARD);
    assertThat(plan.steps().getFirst().undo("postconf"))
        .isEqualTo("postconf -e 'smtpd_milters = unix:opendkim/s, inet:h:8893'");
    assertThat(plan.remarks()).filteredOn(one -> one instanceof Remark.Replaced).hasSize(2);
  }

  @Test
  void submissionsGetAName() {
    var services = "submission inet n - n - - smtpd\n465 inet n - n - - smtpd\n";
    assertThat(changes(services))
        .contains(
            "postconf -P submission/inet/milter_macro_daemon_name=ORIGINATING",
            "postconf -P 465/inet/milter_macro_daemon_name=ORIGINATING");
    assertThat(plan(services).steps().getLast().undo("postconf"))
        .isEqualTo("postconf -PX 465/inet/milter_macro_daemon_name");
  }

  @Test
  void aSocketMustBeSeenFromTheChroot() {
    var postfix = Postconf.parse("queue_directory = /q\n" + SERVICES.replace(" n - n ", " n - y "));
    var outside = configuration("[milter]\nlisten = [\"unix:/run/signet/milter\"]\n");
    assertThat(Planner.plan(postfix, outside, false, false).isPossible()).isFalse();
    var inside = configuration("[milter]\nlisten = [\"unix:/q/signet/milter\"]\n");
    assertThat(Planner.plan(postfix, inside, false, false).guard()).isEqualTo("unix:signet/milter");
    var both = "[milter]\nlisten = [\"unix:/run/signet/milter\", \"inet:127.0.0.1:8892\"]\n";
    assertThat(Planner.plan(postfix, configuration(both), false, false).guard())
        .isEqualTo("inet:127.0.0.1:8892");
  }

  @Test
  void anOldProtocolAndAnotherActionAreChanged() {
    assertThat(changes("milter_protocol = 2\nmilter_default_action = accept\n" + SERVICES))
        .contains(
            "postconf -e 'milter_default_action = tempfail'", "postconf -e 'milter_protocol = 6'");
  }

  @Test
  void whatAListNamesIsKept() {
    var list = "common = inet:h:8893, unix:x\nsmtpd_milters = $common, unix:y\n";
    assertThat(changes(list + SERVICES))
        .contains("postconf -e 'smtpd_milters = inet:127.0.0.1:8891, $common, unix:y'");
    assertThat(plan(list + SERVICES).remarks())
        .contains(
            new Remark.Replaceable("smtpd_milters", "inet:h:8893"),
            new Remark.Stays("smtpd_milters", "unix:x"));
    var done = "ours = inet:localhost:8891\nsmtpd_milters = $ours\nnon_smtpd_milters = ${ours}\n";
    assertThat(changes(done + "internal_mail_filter_classes = bounce\n" + SERVICES)).isEmpty();
  }

  @Test
  void mailOfThisHostMustBeKnownBeforeItsBouncesAreSigned() {
    var plan = Planner.plan(Postconf.parse(SERVICES), configuration(""), false, false);
    assertThat(plan.remarks()).contains(new Remark.LocalUnknown());
    assertThat(plan.steps()).extracting(Step::name).doesNotContain("internal_mail_filter_classes");
  }

  @Test
  void aQuoteIsQuoted() {
    assertThat(changes("smtpd_milters = unix:it's\n" + SERVICES))
        .contains("postconf -e 'smtpd_milters = inet:127.0.0.1:8891, unix:it'\\''s'");
  }

  @Test
  void whateverPostconfSaysThereIsAPlan() {
    var words =
        List.of(
            "smtpd_milters",
            "non_smtpd_milters",
            "$smtpd_milters",
            " = ",
            "=",
            "{",
            "}",
            ",",
            "\n",
            "\n",
            " ",
            "  -o ",
            "inet",
            "unix",
            "smtp",
            "submission/inet/x",
            "n - y - - smtpd",
            "submission inet n - y - - smtpd",
            "unix:opendkim",
            "inet:h:8893",
            "queue_directory",
            "${queue_directory}",
            "milter_protocol",
            "\0",
            "\u00e9",
            "/",
            "//");
    var tcp = Configuration.of(Domain.of("a.example"));
    var unix = configuration("[milter]\nlisten = [\"unix:/q/milter\"]\n");
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(words.get(random.nextInt(words.size())));
      }
      var postfix = Postconf.parse(text.toString());
      var plan = Planner.plan(postfix, random.nextBoolean() ? tcp : unix, false, true);
      assertThat(PlanExplainer.explain(plan).sentence()).as("seed %d", seed).isNotEmpty();
    }
  }
}

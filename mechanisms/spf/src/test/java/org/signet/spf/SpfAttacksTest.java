package org.signet.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.dns.Type.A;
import static org.signet.dns.Type.TXT;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.spf.SpfOutcome.Fail;
import org.signet.spf.SpfOutcome.None;
import org.signet.spf.SpfOutcome.Pass;
import org.signet.spf.SpfOutcome.PermError;
import org.signet.spf.SpfOutcome.SoftFail;
import org.signet.spf.SpfOutcome.TempError;

/// The threats of SPF, each by its number in the catalogue.
class SpfAttacksTest {
  private static final String CLIENT = "192.0.2.7";

  @Test
  void SP_1_elevenLookups() {
    var kinds = "include:h.example a:h.example mx:h.example ptr:h.example exists:nx.example";
    var zone =
        """
        h.example.       TXT  "v=spf1 ?all"
        h.example.       A    192.0.2.1
        h.example.       MX   10 h.example.
        ten.example.     TXT  "v=spf1 %1$s %1$s ip4:192.0.2.7 -all"
        eleven.example.  TXT  "v=spf1 %1$s %1$s a:h.example ip4:192.0.2.7 -all"
        redirect.example. TXT "v=spf1 %1$s %1$s redirect=h.example"
        before.example.  TXT  "v=spf1 ip4:192.0.2.7 %1$s %1$s %1$s -all"
        7.2.0.192.in-addr.arpa. PTR x.example.net.
        x.example.net.   A    192.0.2.7
        """
            .formatted(kinds);
    assertThat(outcome(zone, "bob@ten.example")).isInstanceOf(Pass.class);
    assertThat(outcome(zone, "bob@eleven.example")).isEqualTo(new PermError.TooManyLookups(10));
    assertThat(outcome(zone, "bob@redirect.example")).isEqualTo(new PermError.TooManyLookups(10));
    assertThat(outcome(zone, "bob@before.example")).isInstanceOf(Pass.class);
  }

  @Test
  void SP_2_elevenMailHostsAndNames() {
    assertThat(outcome(mailHosts(10), "bob@mx.example")).isInstanceOf(Pass.class);
    assertThat(outcome(mailHosts(11), "bob@mx.example"))
        .isEqualTo(new PermError.TooManyExchanges(Domain.of("mx.example"), 11, 10));
    var names =
        "ptr.example. TXT \"v=spf1 ptr ?all\"\n"
            + numbered(25, "7.2.0.192.in-addr.arpa. PTR h%d.example.\nh%d.example. A 192.0.2.7\n");
    var dns = new Counting(names);
    assertThat(check(dns, "bob@ptr.example").outcome().word()).isEqualTo("neutral");
    assertThat(dns.questions()).hasSize(1 + 1 + 10);
  }

  /// Only the last of them has the client's address.
  private static String mailHosts(int count) {
    return "mx.example. TXT \"v=spf1 mx -all\"\n"
        + numbered(count, "mx.example. MX %d h%d.example.\n")
        + numbered(count - 1, "h%d.example. A 192.0.2.1\n")
        + "h%d.example. A 192.0.2.7\n".formatted(count);
  }

  private static String numbered(int count, String line) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> line.formatted(i, i))
        .collect(Collectors.joining());
  }

  @Test
  void SP_3_threeVoidLookups() {
    var zone =
        """
        two.example.    TXT  "v=spf1 a:nx1.example exists:nodata.example ip4:192.0.2.7 -all"
        three.example.  TXT  "v=spf1 a:nx1.example exists:nodata.example mx:nx2.example +all"
        nodata.example. TXT  "nothing else"
        """;
    assertThat(outcome(zone, "bob@two.example")).isInstanceOf(Pass.class);
    assertThat(outcome(zone, "bob@three.example")).isEqualTo(new PermError.TooManyVoidLookups(2));
    var patient =
        new Spf(
            ZoneResolver.of(zone),
            InstantSource.system(),
            "mx.example",
            SpfLimits.STANDARD.withVoidLookups(3));
    assertThat(
            patient
                .check(Envelopes.of(CLIENT, "h.example", "bob@three.example"))
                .mailFrom()
                .isPass())
        .isTrue();
  }

  @Test
  void SP_4_loops() {
    var zone =
        """
        a.example.     TXT  "v=spf1 include:b.example -all"
        b.example.     TXT  "v=spf1 include:a.example -all"
        self.example.  TXT  "v=spf1 redirect=self.example"
        """;
    assertThat(outcome(zone, "bob@a.example")).isEqualTo(new PermError.TooManyLookups(10));
    assertThat(outcome(zone, "bob@self.example")).isEqualTo(new PermError.TooManyLookups(10));
    var most = new SpfLimits(SpfLimits.MOST_LOOKUPS, 2, Duration.ofSeconds(20));
    var deep = new Spf(ZoneResolver.of(zone), InstantSource.system(), "mx.example", most);
    assertThat(deep.check(Envelopes.of(CLIENT, "h.example", "bob@a.example")).mailFrom().outcome())
        .isEqualTo(new PermError.TooManyLookups(SpfLimits.MOST_LOOKUPS));
  }

  @Test
  void SP_5_slowAnswers() {
    var now = new AtomicReference<>(Instant.EPOCH);
    var zone =
        ZoneResolver.of(
            """
            three.example. TXT "v=spf1 a:h.example a:h.example ip4:192.0.2.7 -all"
            five.example.  TXT "v=spf1 a:h.example a:h.example a:h.example a:h.example +all"
            h.example.     A   192.0.2.1
            """);
    var patience = new AtomicReference<Duration>();
    var slow =
        new Resolver() {
          @Override
          public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
            now.updateAndGet(instant -> instant.plusSeconds(5));
            return zone.lookup(name, type);
          }

          @Override
          public Resolver within(Duration most) {
            patience.set(most);
            return this;
          }
        };
    var spf = new Spf(slow, now::get);
    var client = IpAddress.of(CLIENT);
    assertThat(
            spf.checkHost(Identity.MAIL_FROM, client, Domain.of("three.example"), "bob", "h")
                .outcome())
        .isInstanceOf(Pass.class);
    assertThat(
            spf.checkHost(Identity.MAIL_FROM, client, Domain.of("five.example"), "bob", "h")
                .outcome())
        .isEqualTo(new TempError.OutOfTime(Duration.ofSeconds(20)));
    assertThat(patience.get()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void SP_6_amplification() {
    var dns =
        new Counting(
            "a.example. TXT \"v=spf1"
                + " mx:%{l}.v.example".repeat(12)
                + " -all\"\n"
                + numbered(10, "bob.v.example. MX %d h%d.v.example.\n")
                + numbered(10, "h%d.v.example. A 192.0.2.1\n"));
    assertThat(check(dns, "bob@a.example").outcome()).isEqualTo(new PermError.TooManyLookups(10));
    assertThat(dns.questions()).hasSize(1 + 10 * 11);
  }

  @Test
  void SP_7_longNames() {
    var local = "l".repeat(63);
    var kept = ("." + local).repeat(3).substring(1) + ".long.example";
    var zone =
        """
        long.example.  TXT "v=spf1 exists:%s%%{d} -all"
        label.example. TXT "v=spf1 a:%%{l}%%{l}.%%{d} include:ok.example -all"
        ok.example.    TXT "v=spf1 ip4:192.0.2.7"
        %s.            A   127.0.0.2
        """
            .formatted("%{l}.".repeat(20), kept);
    var dns = new Counting(zone);
    assertThat(check(dns, local + "@long.example").outcome()).isInstanceOf(Pass.class);
    assertThat(dns.questions().getLast()).isEqualTo(new Question<>(Domain.of(kept), A));
    assertThat(kept.length()).isLessThanOrEqualTo(253);

    var labels = new Counting(zone);
    assertThat(check(labels, local + "@label.example").outcome()).isInstanceOf(Pass.class);
    assertThat(labels.questions()).allMatch(question -> question.type().equals(TXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%{d0}", "%{d-1}", "%{d00}", "%{", "%{d", "%{}", "%{dd}", "%{d1x}", "%{dr1}", "%{d.r}",
        "%(d)", "%%%", "%", "%a", "%{x}", "%{c}", "%{r}", "%{t}", "%{ d}", "%{d }"
      })
  void SP_8_wrongMacros(String macro) {
    var zone = "m.example. TXT \"v=spf1 ?exists:%s.example -all\"\n".formatted(macro);
    assertThat(outcome(zone, "bob@m.example")).isInstanceOf(PermError.Syntax.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%%", "%_", "%-", "%{l.-+,/_=}", "%{d999}", "%{d4294967297r}",
        "%{d99999999999999999999999}", "%{D}", "%{DR}", "%{S}", "%{h}", "%{P}"
      })
  void SP_8_rightMacros(String macro) {
    var zone = "m.example. TXT \"v=spf1 ?exists:%s.example -all\"\n".formatted(macro);
    assertThat(outcome(zone, "bob@m.example")).isInstanceOf(Fail.class);
  }

  @Test
  void SP_8_escapesEachOctet() {
    var octets =
        IntStream.range(1, 256).mapToObj(Character::toString).collect(Collectors.joining());
    var escaped =
        octets
            .chars()
            .mapToObj(
                c ->
                    Character.toString(c).matches("[A-Za-z0-9._~-]")
                        ? Character.toString(c)
                        : "%%%02X".formatted(c))
            .collect(Collectors.joining());
    var dns =
        new Counting(
            """
            m.example.   TXT  "v=spf1 exp=why.example -all"
            why.example. TXT  "%{H}"
            """);
    var result =
        new Spf(dns)
            .checkHost(
                Identity.MAIL_FROM,
                IpAddress.of(CLIENT),
                Domain.of("m.example"),
                "bob",
                octets.substring(0, 200));
    assertThat(result.outcome()).isInstanceOf(Fail.class);
    assertThat(explanation(result.outcome())).isEqualTo(escaped.substring(0, 400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no\\013\\010250 ok",
        "no\\010",
        "\\027[2J",
        "caf\\233",
        "\\226\\130\\174",
        "\\000",
        "tab\\009",
        "%{x}",
        "100%"
      })
  void SP_9_hostileExplanations(String text) {
    var zone =
        """
        e.example.   TXT "v=spf1 exp=why.example -all"
        why.example. TXT "%s"
        """
            .formatted(text);
    assertThat(explanation(outcome(zone, "bob@e.example"))).isEqualTo("none");
  }

  @Test
  void SP_9_longExplanations() {
    var strings = ("\"" + "0123456789".repeat(20) + "\" ").repeat(25);
    var zone =
        """
        e.example.   TXT "v=spf1 exp=why.example -all"
        why.example. TXT %s
        """
            .formatted(strings);
    assertThat(explanation(outcome(zone, "bob@e.example"))).isEqualTo("0123456789".repeat(40));
  }

  /// A local-part is in the explanation what it is, or there is none.
  @Test
  void SP_9_explanationsQuoteTheSender() {
    var zone =
        """
        e.example.   TXT "v=spf1 exp=why.example -all"
        why.example. TXT "%{l} of %{s}"
        """;
    assertThat(explanation(outcome(zone, "a b@e.example"))).isEqualTo("a b of a b@e.example");
    assertThat(explanation(outcome(zone, "a\r\nb@e.example"))).isEqualTo("none");
    assertThat(explanation(outcome(zone, "jos\u00c3\u00a9@e.example"))).isEqualTo("none");
  }

  @Test
  void SP_10_whichRecordsCount() {
    var zone =
        """
        two.example.    TXT    "v=spf1 -all"
        two.example.    TXT    "v=spf1 -all"
        two.example.    TXT    "v=spf1 +all"
        ten.example.    TXT    "v=spf10 +all"
        upper.example.  TXT    "V=SPF1 +ALL"
        type.example.   TYPE99 \\# 12 0b 763d73706631202b616c6c
        split.example.  TXT    "v=spf1 ip4:192.0.2" ".7 -all"
        """;
    assertThat(outcome(zone, "bob@two.example")).isInstanceOf(PermError.SeveralRecords.class);
    assertThat(outcome(zone, "bob@ten.example")).isEqualTo(new None(NoneReason.NO_RECORD));
    assertThat(outcome(zone, "bob@upper.example")).isInstanceOf(Pass.class);
    assertThat(outcome(zone, "bob@type.example")).isEqualTo(new None(NoneReason.NO_RECORD));
    assertThat(outcome(zone, "bob@split.example")).isInstanceOf(Pass.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip4:1.2.3.4/33",
        "ip4:1.2.3",
        "ip6:::1/129",
        "a:/24",
        "include:",
        "all:x",
        "-all=",
        "ip4:1.2.3.4/024",
        "foo:bar",
        "redirect=a.example redirect=b.example",
        "-foo=bar",
        "a:b",
        "ip4:",
        "ip6:",
        "ip4:1.2.3.4.5",
        "mx:",
        "mx/",
        "ptr:",
        "exists",
        "include/24",
        "+",
        "++all"
      })
  void SP_11_wrongSyntax(String term) {
    var zone = "s.example. TXT \"v=spf1 ip4:192.0.2.7 %s -all\"\n".formatted(term);
    assertThat(outcome(zone, "bob@s.example")).isInstanceOf(PermError.Syntax.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//64", "foo=bar", "a.b-c_d=%{d}", "ip4:192.0.2.7", "-ALL"})
  void SP_11_rightSyntax(String term) {
    var zone = "s.example. TXT \"v=spf1 ip4:192.0.2.7 %s -all\"\n".formatted(term);
    assertThat(outcome(zone, "bob@s.example")).isInstanceOf(Pass.class);
  }

  @Test
  void SP_12_mappedClient() {
    var zone = "m.example. TXT \"v=spf1 -ip6:::ffff:0:0/96 ip4:192.0.2.7 ~all\"\n";
    var spf = new Spf(ZoneResolver.of(zone));
    var result =
        spf.check(Envelopes.of("::ffff:192.0.2.7", "h.example", "bob@m.example")).mailFrom();
    assertThat(result.outcome()).isInstanceOf(Pass.class);
    assertThat(result.client()).contains(IpAddress.of("192.0.2.7"));
  }

  /// The answer stays that of the protocol: whether a record is too broad is told elsewhere.
  @ParameterizedTest
  @ValueSource(strings = {"ip4:0.0.0.0/0", "ip4:128.0.0.0/1", "+all", "exists:%{i}.any.example"})
  void SP_13_broadRecords(String term) {
    var zone =
        "b.example. TXT \"v=spf1 %s -all\"\n192.0.2.7.any.example. A 127.0.0.2\n".formatted(term);
    assertThat(outcome(zone, "bob@b.example")).isInstanceOf(Pass.class);
  }

  @Test
  void SP_14_includeOfNothing() {
    var zone = "i.example. TXT \"v=spf1 include:expired.example +all\"\n";
    assertThat(outcome(zone, "bob@i.example")).isInstanceOf(PermError.IncludeWithoutRecord.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[192.0.2.7]",
        "[IPv6:2001:db8::7]",
        "192.0.2.7",
        "localhost",
        "[...]",
        "",
        ".",
        "a..b",
        "-",
        "a b.example",
        "\u00e9.example",
        "a\0.example",
        "'.example",
        "a\\.b.example"
      })
  void SP_15_heloThatIsNone(String helo) {
    var dns = new Counting("x.example. TXT \"v=spf1 -all\"\n");
    var checks = new Spf(dns).check(Envelopes.of(CLIENT, helo, ""));
    assertThat(checks.helo().outcome()).isInstanceOf(None.class);
    assertThat(checks.mailFrom().outcome()).isInstanceOf(None.class);
    assertThat(dns.questions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[192.0.2.7]", "JUMPIN' JUPITER", "\u00ff\0", "a.b", "%{d}", "v=spf1 +all"})
  void SP_15_heloInMacros(String helo) {
    var dns = new Counting("h.example. TXT \"v=spf1 exists:%{h}.x.example a:%{H} -all\"\n");
    var result = new Spf(dns).check(Envelopes.of(CLIENT, helo, "bob@h.example")).mailFrom();
    assertThat(result.outcome()).isInstanceOf(Fail.class);
    for (var question : dns.questions()) {
      assertThat(question.name().labels()).allMatch(label -> label.matches("[ -~]+"));
    }
    var long300 = "h".repeat(300);
    assertThat(new Spf(dns).check(Envelopes.of(CLIENT, long300, "bob@h.example")).helo().outcome())
        .isEqualTo(new None(NoneReason.MALFORMED_DOMAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.b/../c", "\"", "a\\b", "..", "x@y", "l", " ", "jos\u00c3\u00a9", "\0", "a\nb"})
  void SP_16_localParts(String local) {
    var zone = "l.example. TXT \"v=spf1 exists:%{l}.x.example exists:%{LR} ~all\"\n";
    assertThat(outcome(zone, local + "@l.example")).isInstanceOf(SoftFail.class);
    assertThat(outcome(zone, local.repeat(200) + "@l.example")).isInstanceOf(SoftFail.class);
  }

  @Test
  void SP_17_dns() {
    var zone =
        "many.example. TXT \"v=spf1 +all\"\n"
            + numbered(999, "many.example. TXT \"text %d of %d\"\n")
            + """
            nx.example.     TXT "v=spf1 include:nowhere.example -all"
            fails.example.  TXT "v=spf1 include:broken.example -all"
            big.example.    TXT "v=spf1 %s -all"
            $STATUS servfail
            broken.example. TXT -
            $STATUS malformed "an endless chain of aliases"
            loop.example.   TXT -
            """
                .formatted("a".repeat(240));
    assertThat(outcome(zone, "bob@many.example")).isInstanceOf(Pass.class);
    assertThat(outcome(zone, "bob@loop.example")).isInstanceOf(TempError.Unanswered.class);
    assertThat(outcome(zone, "bob@fails.example")).isInstanceOf(TempError.Unanswered.class);
    assertThat(outcome(zone, "bob@nx.example")).isInstanceOf(PermError.IncludeWithoutRecord.class);
    assertThat(outcome(zone, "bob@big.example")).isInstanceOf(PermError.Syntax.class);
  }

  @Test
  void SP_18_noRecordIsInvented() {
    var dns =
        new Counting(
            """
            g.example.  A   192.0.2.7
            g.example.  MX  10 g.example.
            """);
    assertThat(check(dns, "bob@g.example").outcome()).isEqualTo(new None(NoneReason.NO_RECORD));
    assertThat(dns.questions()).hasSize(1);
  }

  /// A pass of the greeting is told as such, and never as one of the envelope sender.
  @Test
  void SP_19_identitiesStayApart() {
    var zone = "h.example. TXT \"v=spf1 +all\"\nm.example. TXT \"v=spf1 -all\"\n";
    var checks =
        new Spf(ZoneResolver.of(zone)).check(Envelopes.of(CLIENT, "h.example", "bob@m.example"));
    assertThat(checks.helo().authenticationResult().value("smtp", "helo")).contains("h.example");
    assertThat(checks.helo().authenticationResult().value("smtp", "mailfrom")).isEmpty();
    assertThat(checks.mailFrom().authenticationResult().result()).isEqualTo("fail");
  }

  private static SpfResult check(Resolver dns, String mailFrom) {
    return new Spf(dns).check(Envelopes.of(CLIENT, "", mailFrom)).mailFrom();
  }

  private static SpfOutcome outcome(String zone, String mailFrom) {
    return check(ZoneResolver.of(zone), mailFrom).outcome();
  }

  private static String explanation(SpfOutcome outcome) {
    return outcome instanceof Fail(_, var text) ? text.orElse("none") : "no fail";
  }
}

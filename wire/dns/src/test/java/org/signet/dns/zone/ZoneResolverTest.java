package org.signet.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.dns.Answer;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Answer.Failed;
import org.signet.dns.Answer.Found;
import org.signet.dns.Answer.NoData;
import org.signet.dns.Answer.NoSuchName;
import org.signet.dns.Rdata;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

class ZoneResolverTest {
  private static final Domain EXAMPLE = Domain.of("example.com");

  private static List<String> texts(Answer<Rdata.Txt> answer) {
    return answer.records().stream().map(Rdata.Txt::joined).toList();
  }

  private static Answer<Rdata.Txt> txt(ZoneResolver zone, String name) {
    return zone.lookup(Domain.of(name), Type.TXT);
  }

  @Test
  void aRecordIsFoundInEitherCaseOfLetters() {
    var zone = ZoneResolver.of("Example.COM. 60 IN TXT \"v=spf1 -all\"");
    var found = (Found<Rdata.Txt>) txt(zone, "eXample.com");
    assertThat(found.owner()).isEqualTo(EXAMPLE);
    assertThat(found.records()).containsExactly(new Rdata.Txt(List.of("v=spf1 -all")));
    assertThat(found.source())
        .isEqualTo(Answer.Source.direct(Security.UNCHECKED, Duration.ofSeconds(60)));
  }

  @Test
  void aNameWithoutTheTypeHasNoDataAndANameNotInTheTextDoesNotExist() {
    var zone = ZoneResolver.of("a.b.example.com. A 192.0.2.1");
    assertThat(txt(zone, "a.b.example.com")).isInstanceOf(NoData.class);
    assertThat(txt(zone, "b.example.com")).isInstanceOf(NoData.class); // RFC 8020: not empty below
    assertThat(txt(zone, "com")).isInstanceOf(NoData.class);
    assertThat(txt(zone, "c.example.com")).isInstanceOf(NoSuchName.class);
    assertThat(txt(zone, "x.a.b.example.com")).isInstanceOf(NoSuchName.class);
    assertThat(txt(zone, "ab.example.com")).isInstanceOf(NoSuchName.class);
    assertThat(txt(zone, "example.net")).isInstanceOf(NoSuchName.class);
  }

  @Test
  void anAbsenceLastsAsTheSoaSays() {
    var zone =
        ZoneResolver.of(
            """
            $STATUS insecure
            example.com. 7200 SOA ns1 hostmaster 1 1h 10m 1w 15m
            $STATUS unchecked
            example.net. TXT x
            """);
    assertThat(txt(zone, "no.example.com"))
        .isEqualTo(
            new NoSuchName<>(
                Domain.of("no.example.com"),
                Answer.Source.direct(Security.INSECURE, Duration.ofMinutes(15))));
    assertThat(zone.lookup(Domain.of("example.net"), Type.A))
        .isEqualTo(
            new NoData<>(
                Domain.of("example.net"),
                Answer.Source.direct(Security.UNCHECKED, Duration.ofMinutes(5))));
  }

  /// The zone and the questions of RFC 4592 §2.2.1.
  @Test
  void wildcardsStandForNamesBelowTheClosestThatExists() {
    var zone =
        ZoneResolver.of(
            """
            $ORIGIN example.
            $TTL 3600
            @                 SOA   ns.example.com. hostmaster.example. 1 2 3 4 5
                              NS    ns.example.com.
                              NS    ns.example.net.
            *                 TXT   "this is a wildcard"
            *                 MX    10 host1.example.
            sub.*             TXT   "this is not a wildcard"
            host1             A     192.0.2.1
            _ssh._tcp.host1   SRV   0 0 22 host1
            _ssh._tcp.host2   SRV   0 0 22 host2
            subdel            NS    ns.example.com.
                              NS    ns.example.net.
            """);
    assertThat(texts(txt(zone, "host3.example"))).containsExactly("this is a wildcard");
    assertThat(texts(txt(zone, "foo.bar.example"))).containsExactly("this is a wildcard");
    assertThat(zone.lookup(Domain.of("host3.example"), Type.A)).isInstanceOf(NoData.class);
    assertThat(zone.lookup(Domain.of("host1.example"), Type.MX)).isInstanceOf(NoData.class);
    assertThat(zone.lookup(Domain.of("sub.*.example"), Type.MX)).isInstanceOf(NoData.class);
    assertThat(zone.lookup(Domain.of("_telnet._tcp.host1.example"), Type.TXT))
        .isInstanceOf(NoSuchName.class);
    assertThat(zone.lookup(Domain.of("ghost.*.example"), Type.MX)).isInstanceOf(NoSuchName.class);
    assertThat(((Found<Rdata.Mx>) zone.lookup(Domain.of("host3.example"), Type.MX)).owner())
        .isEqualTo(Domain.of("host3.example"));
  }

  /// RFC 4592 §2.2.2: a wildcard without records of its own still stands for the names beside it.
  @Test
  void anEmptyWildcardIsOneToo() {
    var zone = ZoneResolver.of("sub.*.example. TXT x\n*.b.example. A 192.0.2.1");
    assertThat(txt(zone, "a.example")).isInstanceOf(NoData.class);
    assertThat(txt(zone, "x.a.example")).isInstanceOf(NoData.class);
    assertThat(txt(zone, "example.org")).isInstanceOf(NoSuchName.class);
  }

  @Test
  void anEmptyTextIsAnEmptyWorld() {
    var zone = ZoneResolver.of("");
    for (var type : Type.known()) {
      assertThat(zone.lookup(Domain.ROOT, type)).isInstanceOf(NoSuchName.class);
      assertThat(zone.lookup(EXAMPLE, type)).isInstanceOf(NoSuchName.class);
    }
  }

  @Test
  void aliasesAreFollowedAndKept() {
    var zone =
        ZoneResolver.of(
            """
            $STATUS secure
            www.example.com.  100 CNAME  web.example.net.
            $STATUS insecure
            web.example.net.   50 CNAME  host.example.org.
            $STATUS secure
            host.example.org. 200 A      192.0.2.1
            dangling.example. 100 CNAME  gone.example.
            """);
    var found = (Found<Rdata.Address>) zone.lookup(Domain.of("www.example.com"), Type.A);
    assertThat(found.owner()).isEqualTo(Domain.of("host.example.org"));
    assertThat(found.records()).containsExactly(new Rdata.Address(IpAddress.of("192.0.2.1")));
    assertThat(found.source().aliases()).hasSize(2);
    assertThat(found.source().security()).isEqualTo(Security.INSECURE);
    assertThat(found.source().ttl()).isEqualTo(Duration.ofSeconds(50));
    var gone = (NoSuchName<Rdata.Address>) zone.lookup(Domain.of("dangling.example"), Type.A);
    assertThat(gone.owner()).isEqualTo(Domain.of("gone.example"));
    assertThat(gone.source().aliases()).hasSize(1);
    assertThat(zone.lookup(Domain.of("www.example.com"), Type.CNAME)).isInstanceOf(Found.class);
  }

  @Test
  void SP_17_aLoopOfAliasesFails() {
    var zone = ZoneResolver.of("a.example. CNAME b.example.\nb.example. CNAME a.example.");
    var failed = (Failed<Rdata.Txt>) txt(zone, "a.example");
    assertThat(failed.cause()).isEqualTo(Cause.MALFORMED);
  }

  @Test
  void statusHoldsForTheRecordsAfterIt() {
    var zone =
        ZoneResolver.of(
            """
            example.com.       TXT  "v=spf1 -all"
            $STATUS timeout
            slow.example.      TXT  -
            slow.example.com.  ANY  -
            $STATUS servfail "lame delegation"
            broken.example.    *    -
            $STATUS bogus
            forged.example.    TXT  "data that did not validate"
            $STATUS secure
            signed.example.    TXT  "yes"
            signed.example.    A    -
            $STATUS secure nxdomain
            gone.example.      TXT  -
            """);
    assertThat(txt(zone, "example.com")).isInstanceOf(Found.class);
    assertThat(txt(zone, "slow.example"))
        .isEqualTo(new Failed<>(Cause.TIMEOUT, Cause.TIMEOUT.words()));
    assertThat(zone.lookup(Domain.of("slow.example"), Type.A)).isInstanceOf(NoData.class);
    assertThat(zone.lookup(Domain.of("slow.example.com"), Type.A)).isInstanceOf(Failed.class);
    assertThat(txt(zone, "broken.example"))
        .isEqualTo(new Failed<>(Cause.SERVFAIL, "lame delegation"));
    assertThat(txt(zone, "forged.example")).isInstanceOf(Failed.class);
    assertThat(((Found<Rdata.Txt>) txt(zone, "signed.example")).source().security())
        .isEqualTo(Security.SECURE);
    var noData = (NoData<Rdata.Address>) zone.lookup(Domain.of("signed.example"), Type.A);
    assertThat(noData.source().security()).isEqualTo(Security.SECURE);
    assertThat(txt(zone, "gone.example")).isInstanceOf(NoSuchName.class);
  }

  @Test
  void elseAnswersWhatTheTextDoesNot() {
    var zone =
        ZoneResolver.of("$ELSE not-recorded\na.example. A 192.0.2.1\nb.example. CNAME c.example.");
    assertThat(zone.lookup(Domain.of("a.example"), Type.A)).isInstanceOf(Found.class);
    for (var name : List.of("a.example", "b.example", "other.example")) {
      var failed = (Failed<Rdata.Txt>) txt(zone, name);
      assertThat(failed.cause()).isEqualTo(Cause.NOT_RECORDED);
    }
    var secure = ZoneResolver.of("$ELSE secure\na.example. A 192.0.2.1");
    assertThat(((NoSuchName<Rdata.Txt>) txt(secure, "b.example")).source().security())
        .isEqualTo(Security.SECURE);
  }

  @Test
  void signaturesComeAlong() {
    var zone =
        ZoneResolver.of(
            """
            a.example. TXT   "x"
            a.example. RRSIG TXT 13 2 3600 20261201000000 20261101000000 4711 example. AAEC
            a.example. RRSIG A 13 2 3600 20261201000000 20261101000000 4711 example. AAEC
            """);
    var found = (Found<Rdata.Txt>) txt(zone, "a.example");
    assertThat(found.source().signatures()).hasSize(1);
    assertThat(found.source().signatures().getFirst().signer()).isEqualTo(Domain.of("example"));
    assertThat(found.source().signatures().getFirst().signature()).isEqualTo("\0\1\2");
    assertThat(zone.lookup(Domain.of("a.example"), Type.RRSIG).records()).hasSize(2);
  }

  @Test
  void aQuestionHasItsOwnAnswer() {
    var zone =
        ZoneResolver.of(
            """
            a.example. TXT general
            a.example. A   192.0.2.1
            $QUESTION a.example. TXT
            a.example. CNAME b.example.
            b.example. TXT special
            """);
    assertThat(texts(txt(zone, "a.example"))).containsExactly("special");
    assertThat(zone.lookup(Domain.of("a.example"), Type.A)).isInstanceOf(Found.class);
    assertThat(txt(zone, "b.example")).isInstanceOf(NoSuchName.class);
  }
}

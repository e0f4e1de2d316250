package org.signet.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.dane.DaneExplainer.explain;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.dane.DaneOutcome.EncryptOnly;
import org.signet.dane.DaneOutcome.Failed;
import org.signet.dane.DaneOutcome.Failure;
import org.signet.dane.DaneOutcome.NoAddress;
import org.signet.dane.DaneOutcome.NoRecords;
import org.signet.dane.DaneOutcome.NotSecure;
import org.signet.dane.DaneOutcome.NotSecure.Part;
import org.signet.dane.DaneOutcome.Pinned;
import org.signet.dns.Answer;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Rdata;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;

/// RFC 7672 §2.2: what a host demands, from its zone. Cases of the threat catalogue bear its ids.
class DaneLookupTest {
  private static final Domain MX = Domain.of("mx.example");
  private static final String ONE = "11".repeat(32);
  private static final String TWO = "22".repeat(64);

  private static DaneResult lookup(String zone) {
    return new Dane(ZoneResolver.of(zone)).lookup(DaneHost.itself(MX));
  }

  private static DaneOutcome outcome(String zone) {
    return lookup(zone).outcome();
  }

  /// A signed host with these TLSA records.
  private static String signed(String... records) {
    var zone = new StringBuilder("$ELSE secure\n$STATUS secure\nmx.example. A 192.0.2.1\n");
    for (var record : records) {
      zone.append("_25._tcp.mx.example. TLSA ").append(record).append('\n');
    }
    return zone.toString();
  }

  private static List<String> asked(DaneResult result) {
    return result.asked().stream().map(heard -> heard.question().toString()).toList();
  }

  @Test
  void aSignedHostPinsItsKeys() {
    var result = lookup(signed("3 1 1 " + ONE));
    var pinned = (Pinned) result.outcome();
    assertThat(pinned.base()).isEqualTo(MX);
    assertThat(pinned.pins()).extracting(Pin::toString).containsExactly("3 1 1 " + ONE);
    assertThat(pinned.names()).containsExactly(MX);
    assertThat(result.addresses()).extracting(Object::toString).containsExactly("192.0.2.1");
    assertThat(asked(result))
        .containsExactly("mx.example A", "mx.example AAAA", "_25._tcp.mx.example TLSA");
    assertThat(explain(result).sentence())
        .isEqualTo(
            "mx.example pins one key in its signed zone: mail goes over TLS to a server that shows"
                + " it.");
  }

  @Test
  void ofAnUnsignedHostTheRecordsAreNotAskedFor() {
    var result = lookup("mx.example. A 192.0.2.1\n$STATUS timeout\n_25._tcp.mx.example. TLSA -");
    assertThat(result.outcome()).isEqualTo(new NotSecure(Part.ADDRESSES));
    assertThat(asked(result)).containsExactly("mx.example A", "mx.example AAAA");
    var insecure = "$STATUS insecure\nmx.example. A 192.0.2.1\n";
    assertThat(outcome(insecure)).isEqualTo(new NotSecure(Part.ADDRESSES));
  }

  @Test
  void aProvenAbsencePinsNothing() {
    assertThat(outcome(signed())).isEqualTo(new NoRecords());
    assertThat(outcome(signed() + "$STATUS secure\n_25._tcp.mx.example. TXT x"))
        .isEqualTo(new NoRecords());
  }

  @Test
  void DA_10_anAbsenceThatIsNotProvenIsNotSecure() {
    assertThat(outcome(signed() + "$STATUS insecure nxdomain\n_25._tcp.mx.example. TLSA -"))
        .isEqualTo(new NotSecure(Part.RECORDS));
    assertThat(outcome(signed() + "$STATUS insecure\n_25._tcp.mx.example. TLSA 3 1 1 " + ONE))
        .isEqualTo(new NotSecure(Part.RECORDS));
  }

  @Test
  void DA_5_whatCannotBeFoundOutIsNoAbsence() {
    for (var cause : List.of(Cause.TIMEOUT, Cause.SERVFAIL, Cause.REFUSED, Cause.BOGUS)) {
      var status = "$STATUS " + cause.name().toLowerCase(java.util.Locale.ROOT) + "\n";
      assertThat(cause(outcome(signed() + status + "_25._tcp.mx.example. TLSA -")))
          .isEqualTo(cause);
      assertThat(cause(outcome(status + "mx.example. A -\nmx.example. AAAA -"))).isEqualTo(cause);
    }
  }

  private static Cause cause(DaneOutcome outcome) {
    return ((Failure.Unanswered) ((Failed) outcome).why()).cause();
  }

  /// Some servers answer no question for AAAA records; that of the others is enough.
  @Test
  void oneKindOfAddressIsEnough() {
    var zone = signed("3 1 1 " + ONE) + "$STATUS servfail\nmx.example. AAAA -\n";
    assertThat(outcome(zone)).isInstanceOf(Pinned.class);
    assertThat(outcome("$ELSE secure\n")).isEqualTo(new NoAddress());
    var unknown = "$ELSE secure\n$STATUS servfail\nmx.example. AAAA -\n";
    assertThat(cause(outcome(unknown))).isEqualTo(Cause.SERVFAIL);
  }

  @Test
  void aliasesLeadToTheirTargetFirst() {
    var alias =
        """
        $ELSE secure
        $STATUS secure
        mx.example. CNAME host.example.
        host.example. A 192.0.2.1
        """;
    var both = alias + "_25._tcp.mx.example. TLSA 3 1 1 " + ONE + "\n";
    assertThat(((Pinned) outcome(both)).base()).isEqualTo(MX);
    var target = both + "_25._tcp.host.example. TLSA 3 1 2 " + TWO + "\n";
    var pinned = (Pinned) outcome(target);
    assertThat(pinned.base()).isEqualTo(Domain.of("host.example"));
    assertThat(pinned.names()).containsExactly(Domain.of("host.example"), MX);
    assertThat(outcome(alias)).isEqualTo(new NoRecords());
    // Unusable records there are records: the name itself is not asked.
    var unusable = both + "_25._tcp.host.example. TLSA 0 1 1 " + ONE + "\n";
    assertThat(((EncryptOnly) outcome(unusable)).base()).isEqualTo(Domain.of("host.example"));
    var failing = both + "$STATUS servfail\n_25._tcp.host.example. TLSA -\n";
    assertThat(cause(outcome(failing))).isEqualTo(Cause.SERVFAIL);
  }

  @Test
  void DA_7_aSignedAliasToAnUnsignedHostHasRecordsOfItsOwn() {
    var out =
        """
        $ELSE secure
        $STATUS secure
        mx.example. CNAME host.unsigned.
        _25._tcp.mx.example. TLSA 3 1 1 %s
        _25._tcp.host.unsigned. TLSA 3 1 2 %s
        $STATUS insecure
        host.unsigned. A 192.0.2.1
        """
            .formatted(ONE, TWO);
    var result = lookup(out);
    assertThat(((Pinned) result.outcome()).base()).isEqualTo(MX);
    assertThat(asked(result)).doesNotContain("_25._tcp.host.unsigned TLSA");
    var unsigned =
        """
        $STATUS insecure
        mx.example. CNAME host.example.
        $STATUS secure
        host.example. A 192.0.2.1
        _25._tcp.mx.example. TLSA 3 1 1 %s
        _25._tcp.host.example. TLSA 3 1 1 %s
        """
            .formatted(ONE, ONE);
    assertThat(outcome(unsigned)).isEqualTo(new NotSecure(Part.ADDRESSES));
  }

  @Test
  void DA_6_anUnsignedMxRecordIsNoReasonAndIsTold() {
    var zone = signed("2 1 1 " + ONE) + "$STATUS insecure\nexample. MX 10 mx.example.\n";
    var dns = ZoneResolver.of(zone);
    var domain = Domain.of("example");
    var records = (Answer.Found<Rdata.Mx>) dns.lookup(domain, Type.MX);
    var host = DaneHost.of(domain, records, records.records().getFirst());
    var result = new Dane(dns).lookup(host);
    assertThat(((Pinned) result.outcome()).names()).containsExactly(MX);
    assertThat(host.isSecurelyNamed()).isFalse();
    assertThat(explain(result).because().getLast().sentence())
        .startsWith("The MX records that name this host are not signed");

    var secure = ZoneResolver.of(zone.replace("$STATUS insecure", "$STATUS secure"));
    var signed = (Answer.Found<Rdata.Mx>) secure.lookup(domain, Type.MX);
    var named = DaneHost.of(domain, signed, signed.records().getFirst());
    assertThat(((Pinned) new Dane(secure).lookup(named).outcome()).names())
        .containsExactly(MX, domain);
    assertThat(named.isSecurelyNamed()).isTrue();
  }

  @Test
  void DA_8_DA_11_unusableRecordsDemandTlsAlone() {
    for (var record :
        List.of(
            "0 0 1 " + ONE,
            "1 1 1 " + ONE,
            "4 1 1 " + ONE,
            "255 1 1 " + ONE,
            "3 1 1 " + ONE.substring(2),
            "3 1 1 " + ONE + "00",
            "3 1 2 " + ONE,
            "3 2 1 " + ONE,
            "3 1 3 " + ONE,
            "3 1 255 " + ONE,
            "2 0 0 3003020100",
            "3 0 0 00",
            "3 0 0 2d2d2d2d2d424547494e",
            "2 1 0 30820000")) {
      var outcome = outcome(signed(record));
      assertThat(outcome).as(record).isInstanceOf(EncryptOnly.class);
      assertThat(((EncryptOnly) outcome).unusable()).hasSize(1);
      assertThat(explain(lookup(signed(record))).because()).hasSize(1);
    }
    var mixed = (Pinned) outcome(signed("0 0 1 " + ONE, "3 1 1 " + ONE));
    assertThat(mixed.unusable()).hasSize(1);
    assertThat(mixed.pins()).hasSize(1);
  }

  @Test
  void DA_8_theStrongestDigestAloneCounts() {
    var pinned =
        (Pinned) outcome(signed("3 1 1 " + ONE, "3 1 2 " + TWO, "2 1 1 " + ONE, "3 0 1 " + ONE));
    assertThat(pinned.pins())
        .extracting(Pin::toString)
        .containsExactlyInAnyOrder("3 1 2 " + TWO, "2 1 1 " + ONE, "3 0 1 " + ONE);
    assertThat(pinned.outranked()).extracting(Pin::toString).containsExactly("3 1 1 " + ONE);
  }

  @Test
  void DA_8_thousandsOfRecordsAreAFailure() {
    var records = new String[Dane.MOST_RECORDS + 1];
    for (int i = 0; i < records.length; i++) {
      records[i] = "3 1 1 " + "%064x".formatted(i);
    }
    var most = java.util.Arrays.copyOf(records, Dane.MOST_RECORDS);
    assertThat(outcome(signed(most))).isInstanceOf(Pinned.class);
    assertThat(outcome(signed(records)))
        .isEqualTo(new Failed(new Failure.TooManyRecords(MX, records.length)));
  }

  @Test
  void whereNobodyValidatesNothingIsPinned() {
    var zone = "mx.example. A 192.0.2.1\n_25._tcp.mx.example. TLSA 3 1 1 " + ONE;
    assertThat(outcome(zone)).isEqualTo(new NotSecure(Part.ADDRESSES));
  }

  @Test
  void aHostWithALongNameHasNoRecords() {
    var name = Domain.of("a".repeat(63) + ".b".repeat(90));
    var zone = "$ELSE secure\n$STATUS secure\n" + name + ". A 192.0.2.1\n";
    var result = new Dane(ZoneResolver.of(zone)).lookup(DaneHost.itself(name));
    assertThat(result.outcome()).isEqualTo(new NoRecords());
  }
}

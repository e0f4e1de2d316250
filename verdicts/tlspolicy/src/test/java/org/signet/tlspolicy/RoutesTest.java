package org.signet.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.dns.zone.Zone;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Domain;
import org.signet.https.Fetched;
import org.signet.https.Https;
import org.signet.mtasts.MtaSts;

class RoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String PIN =
      " TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000000\n";

  /// Each domain has its own hosts below it.
  private static final String ZONE =
      """
      $STATUS secure
      pinned.example.            MX   20 b.pinned.example.
      pinned.example.            MX   10 a.pinned.example.
      a.pinned.example.          A    192.0.2.1
      b.pinned.example.          A    192.0.2.2
      _25._tcp.a.pinned.example. PIN
      _25._tcp.b.pinned.example. PIN
      some.example.              MX   10 a.some.example.
      some.example.              MX   20 b.some.example.
      a.some.example.            A    192.0.2.1
      b.some.example.            A    192.0.2.2
      _25._tcp.a.some.example.   PIN
      unusable.example.          MX   10 a.unusable.example.
      a.unusable.example.        A    192.0.2.1
      _25._tcp.a.unusable.example. TLSA 0 0 1 00
      servfail.example.          MX   10 a.servfail.example.
      servfail.example.          MX   20 b.servfail.example.
      a.servfail.example.        A    192.0.2.1
      b.servfail.example.        A    192.0.2.2
      implicit.example.          A    192.0.2.1
      _25._tcp.implicit.example. PIN
      nobody.example.            MX   0 .
      mixed.example.             MX   0 .
      mixed.example.             MX   5 a.mixed.example.
      a.mixed.example.           A    192.0.2.1
      noaddress.example.         MX   10 a.noaddress.example.
      both.example.              MX   10 a.both.example.
      both.example.              MX   20 b.both.example.
      a.both.example.            A    192.0.2.1
      b.both.example.            A    192.0.2.2
      _25._tcp.a.both.example.   PIN
      _mta-sts.both.example.     TXT  "v=STSv1; id=1;"
      weak.example.              MX   10 a.weak.example.
      a.weak.example.            A    192.0.2.1
      _25._tcp.a.weak.example.   TLSA 0 0 1 00
      _mta-sts.weak.example.     TXT  "v=STSv1; id=1;"
      foreign.example.           MX   10 a.elsewhere.example.
      a.elsewhere.example.       A    192.0.2.1
      _25._tcp.a.elsewhere.example. PIN
      _mta-sts.foreign.example.  TXT  "v=STSv1; id=1;"
      $STATUS servfail
      _25._tcp.a.servfail.example. TLSA -
      $STATUS insecure
      unsigned.example.          MX   10 a.unsigned.example.
      a.unsigned.example.        A    192.0.2.1
      _25._tcp.a.unsigned.example. PIN
      forged.example.            MX   10 a.pinned.example.
      enforce.example.           MX   10 a.enforce.example.
      enforce.example.           MX   20 a.pinned.example.
      enforce.example.           MX   30 b.enforce.example.
      a.enforce.example.         A    192.0.2.1
      b.enforce.example.         A    192.0.2.2
      _mta-sts.enforce.example.  TXT  "v=STSv1; id=1;"
      testing.example.           MX   10 a.testing.example.
      a.testing.example.         A    192.0.2.1
      _mta-sts.testing.example.  TXT  "v=STSv1; id=1;"
      ended.example.             MX   10 a.ended.example.
      a.ended.example.           A    192.0.2.1
      _mta-sts.ended.example.    TXT  "v=STSv1; id=1;"
      unfetched.example.         MX   10 a.unfetched.example.
      a.unfetched.example.       A    192.0.2.1
      _mta-sts.unfetched.example. TXT "v=STSv1; id=1;"
      $STATUS bogus
      bogus.example.             MX   -
      """
          .replace(" PIN\n", PIN);

  private static final Map<String, String> POLICIES =
      Map.of(
          "both", "mode: enforce\nmx: *.both.example\nmax_age: 86400\n",
          "weak", "mode: enforce\nmx: a.weak.example\nmax_age: 86400\n",
          "foreign", "mode: enforce\nmx: a.foreign.example\nmax_age: 86400\n",
          "enforce", "mode: enforce\nmx: a.enforce.example\nmax_age: 86400\n",
          "testing", "mode: testing\nmx: b.testing.example\nmax_age: 86400\n",
          "ended", "mode: none\nmax_age: 86400\n");

  private static Routes routes(List<Ruling> overrides) {
    var pages = new HashMap<URI, Fetched>();
    POLICIES.forEach(
        (name, policy) ->
            pages.put(
                URI.create("https://mta-sts." + name + ".example/.well-known/mta-sts.txt"),
                new Fetched.Answered(200, "text/plain", "version: STSv1\n" + policy)));
    var dns = new ZoneResolver(Zone.of(ZONE));
    var clock = InstantSource.fixed(NOW);
    return new Routes(dns, new MtaSts(dns, Https.of(pages), clock), overrides, clock);
  }

  private static String shown(Route route) {
    var hops =
        route.hops().stream()
            .map(hop -> hop.host().labels().getFirst() + " " + shown(hop.demand()))
            .collect(Collectors.joining(", "));
    return switch (route.exchanges()) {
      case Exchanges.Listed _ -> hops;
      case Exchanges.Implicit _ -> "itself: " + hops;
      case Exchanges.Nobody _ -> "nobody";
      case Exchanges.NoSuchDomain _ -> "no domain";
      case Exchanges.Unknown(var failure) -> "unknown: " + failure.cause();
    };
  }

  private static String shown(Demand demand) {
    return switch (demand) {
      case Demand.Withheld(Demand.Ban.Unanswered _) -> "withheld: unanswered";
      case Demand.Withheld(Demand.Ban.NotNamed _) -> "withheld: not named";
      case Demand.Withheld(Demand.Ban.NoAddress _) -> "withheld: no address";
      case Demand.Pinned(_, var isVerified) -> isVerified ? "pinned" : "pinned, unverified";
      case Demand.Named _ -> "named";
      case Demand.Encrypted _ -> "encrypted";
      case Demand.Opportunistic(var tested) -> tested.isPresent() ? "on trial" : "opportunistic";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pinned.example    | a pinned, b pinned
          some.example      | a pinned, b opportunistic
          unusable.example  | a encrypted
          servfail.example  | a withheld: unanswered, b opportunistic
          implicit.example  | itself: implicit pinned
          nobody.example    | nobody
          mixed.example     | a opportunistic
          noaddress.example | a withheld: no address
          bogus.example     | unknown: BOGUS
          missing.example   | no domain
          unsigned.example  | a opportunistic
          forged.example    | a pinned, unverified
          both.example      | a pinned, b named
          weak.example      | a named
          foreign.example   | a pinned
          enforce.example   | a named, a withheld: not named, b withheld: not named
          testing.example   | a on trial
          ended.example     | a opportunistic
          unfetched.example | a opportunistic
          """)
  void eachHostIsOwedWhatItsPoliciesDemand(String domain, String expected) {
    var route = routes(List.of()).lookup(Domain.of(domain));
    assertThat(shown(route)).isEqualTo(expected);
    assertThat(new TextRenderer(100, false).render(RouteExplainer.explain(route))).contains(domain);
  }

  @Test
  void anOverrideHoldsForItsDomainUntilItEnds() {
    var until = NOW.plusSeconds(1);
    var ended = new Ruling(Domain.of("pinned.example"), Ruling.Level.OPPORTUNISTIC, NOW);
    var holding = new Ruling(Domain.of("servfail.example"), Ruling.Level.ENCRYPTED, until);
    var routes = routes(List.of(ended, holding));
    assertThat(shown(routes.lookup(Domain.of("pinned.example")))).isEqualTo("a pinned, b pinned");
    assertThat(shown(routes.lookup(Domain.of("servfail.example"))))
        .isEqualTo("a encrypted, b encrypted");
  }

  @Test
  void ofManyHostsTheFirstAreLookedAt() {
    var zone = new StringBuilder();
    for (int i = 0; i <= Exchanges.MOST_HOSTS; i++) {
      zone.append("many.example. MX ").append(i).append(" h").append(i).append(".many.example.\n");
    }
    var dns = new ZoneResolver(Zone.of(zone.toString()));
    var clock = InstantSource.fixed(NOW);
    var routes = new Routes(dns, new MtaSts(dns, Https.offline(), clock), List.of(), clock);
    var route = routes.lookup(Domain.of("many.example"));
    assertThat(route.hops()).hasSize(Exchanges.MOST_HOSTS);
    assertThat(route.exchanges()).isInstanceOf(Exchanges.Listed.class);
    assertThat(new TextRenderer(100, false).render(RouteExplainer.explain(route)))
        .contains("1 more host");
  }
}

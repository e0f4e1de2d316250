package org.signet.guard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.dns.zone.Zone;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.https.Fetched;
import org.signet.https.Https;
import org.signet.mtasts.MtaSts;
import org.signet.tlspolicy.Route;
import org.signet.tlspolicy.Routes;
import org.signet.tlspolicy.Ruling;

/// What Postfix is told about each kind of domain.
class PostfixLevelsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String PIN =
      " TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000000\n";

  /// Hosts: p pins a key, u has no usable record, n has none, s answers SERVFAIL.
  private static final String HOSTS =
      """
      $STATUS secure
      p.example.           A 192.0.2.1
      p2.example.          A 192.0.2.2
      u.example.           A 192.0.2.3
      n.example.           A 192.0.2.4
      s.example.           A 192.0.2.5
      _25._tcp.p.example.  PIN
      _25._tcp.p2.example. PIN
      _25._tcp.u.example.  TLSA 0 0 1 00
      $STATUS servfail
      _25._tcp.s.example.  TLSA -
      """
          .replace(" PIN\n", PIN);

  private static PostfixAnswer answer(
      String status, String hosts, String policy, PostfixDane dane, List<Ruling> rulings) {
    return new PostfixLevels(dane, false).answer(route(status, hosts, policy, rulings));
  }

  private static Route route(String status, String hosts, String policy, List<Ruling> rulings) {
    var zone = new StringBuilder(HOSTS).append("$STATUS ").append(status).append('\n');
    int preference = 0;
    for (var host : hosts.split(" ", -1)) {
      zone.append("d.example. MX ").append(preference += 10).append(' ');
      zone.append(host.equals(".") ? "." : host + ".example.").append('\n');
    }
    zone.append("_mta-sts.d.example. TXT \"v=STSv1; id=1;\"\n");
    var page = new Fetched.Answered(200, "text/plain", "version: STSv1\nmax_age: 86400\n" + policy);
    var dns = new ZoneResolver(Zone.of(zone.toString()));
    var web =
        Https.of(Map.of(URI.create("https://mta-sts.d.example/.well-known/mta-sts.txt"), page));
    var clock = InstantSource.fixed(NOW);
    var mtaSts = new MtaSts(dns, web, clock);
    return new Routes(dns, mtaSts, rulings, clock).lookup(Domain.of("d.example"));
  }

  private static final String NONE = "";
  private static final String ENFORCE =
      "mode: enforce\nmx: p.example\nmx: p2.example\nmx: n.example\nmx: s.example\nmx: u.example\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # MX     | hosts | MTA-STS | told
          secure   | p p2  |         | dane-only
          secure   | p p2  | enforce | dane-only
          secure   | p n   | enforce | dane-only
          secure   | p n   |         | dane
          secure   | p u   |         | dane
          secure   | u     |         | encrypt
          secure   | u     | enforce | secure match=u.example servername=hostname
          secure   | u n   |         | dane
          secure   | n     |         | NOTFOUND
          secure   | n     | enforce | secure match=n.example servername=hostname
          secure   | n     | testing | NOTFOUND
          secure   | n     | none    | NOTFOUND
          secure   | p s   |         | dane-only
          secure   | s n   |         | dane
          secure   | s n   | enforce | secure match=n.example servername=hostname
          secure   | s     |         | TEMP
          secure   | s     | enforce | TEMP
          secure   | .     |         | NOTFOUND
          secure   | gone  |         | NOTFOUND
          insecure | p     |         | dane
          insecure | p     | enforce | secure match=p.example servername=hostname
          insecure | n p   | enforce | secure match=n.example:p.example servername=hostname
          insecure | n     |         | NOTFOUND
          secure   | n     | other   | TEMP
          """)
  void oneLevelForAllHosts(String mx, String hosts, @Nullable String mode, String told) {
    assertThat(answer(mx, hosts, policy(mode), new PostfixDane.Able(), List.of()).said().words())
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          secure   | p p2  |         | encrypt
          secure   | p u   |         | encrypt
          secure   | p n   |         | NOTFOUND
          secure   | p n   | enforce | secure match=p.example:n.example servername=hostname
          secure   | s n   |         | NOTFOUND
          secure   | s     |         | TEMP
          secure   | u     |         | encrypt
          insecure | p     |         | encrypt
          """)
  void noDaneForAPostfixThatCannot(String mx, String hosts, @Nullable String mode, String told) {
    var unable = new PostfixDane.Unable("its name server does not validate.");
    var answer = answer(mx, hosts, policy(mode), unable, List.of());
    assertThat(answer.said().words()).isEqualTo(told);
    if (hosts.contains("p")) {
      assertThat(answer.reason()).endsWith("its name server does not validate.");
    }
  }

  private static String policy(@Nullable String mode) {
    return switch (mode == null ? "" : mode) {
      case "" -> NONE;
      case "enforce" -> ENFORCE;
      case "other" -> "mode: enforce\nmx: elsewhere.example\n";
      default -> "mode: " + mode + "\nmx: n.example\n";
    };
  }

  @Test
  void mayOnlyWhereTheOperatorSaysSo() {
    var ruling = new Ruling(Domain.of("d.example"), Ruling.Level.OPPORTUNISTIC, NOW.plusSeconds(9));
    var answer = answer("secure", "s", ENFORCE, new PostfixDane.Able(), List.of(ruling));
    assertThat(answer.said().words()).isEqualTo("may");
    assertThat(answer.reason()).contains("2026-11-25T12:00:09Z");
  }

  @Test
  void aPostfixThatReportsIsToldThePolicy() {
    var policy = "mode: enforce\nmx: *.example\nnote: {\n";
    var able = new PostfixDane.Able();
    assertThat(new PostfixLevels(able, true).answer(route("secure", "n", policy, List.of())).said())
        .isEqualTo(
            new PostfixAnswer.Said.Level(
                "secure match=n.example servername=hostname policy_type=sts"
                    + " policy_domain=d.example policy_ttl=86400 mx_host_pattern=*.example"
                    + " { policy_string = version: STSv1 } { policy_string = max_age: 86400 }"
                    + " { policy_string = mode: enforce } { policy_string = mx: *.example }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          d.example        | d.example
          D.Example        | d.example
          d.example:25     | d.example
          d.example:smtp   | d.example
          bücher.example   | xn--bcher-kva.example
          .example         |
          [d.example]      |
          [192.0.2.1]:25   |
          d.example:587    |
          -                |
          d..example       |
          """)
  void aKeyIsANextHop(String key, @Nullable String domain) {
    var read = PostfixKey.read(new String(key.getBytes(UTF_8), ISO_8859_1));
    assertThat(read.map(Domain::text).orElse(null)).isEqualTo(domain);
  }
}

package org.signet.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Network;
import org.signet.https.Fetched;
import org.signet.https.Https;
import org.signet.https.Reach;
import org.signet.mtasts.MtaSts;
import org.signet.smtp.Patience;
import org.signet.smtp.SmtpClient;
import org.signet.testing.ScriptedSmtp;
import org.signet.testing.ScriptedSmtp.Script;
import org.signet.testing.TestCa;
import org.signet.tlspolicy.Route;
import org.signet.tlspolicy.Routes;

/// What is seen of mail hosts, and what senders of each kind would do: with hosts on this machine.
@Timeout(60)
class ProbeTest {
  private static final Domain DOMAIN = Domain.of("boats.example");
  private static final Clock CLOCK = Clock.systemUTC();

  private static final String HOSTS =
      """
      $STATUS secure
      boats.example. MX 10 mx.boats.example.
      mx.boats.example. A 127.0.0.1
      """;

  private static final String POLICY =
      "version: STSv1\r\nmode: enforce\r\nmx: mx.boats.example\r\nmax_age: 86400\r\n";

  private static TestCa ca;
  private static TestCa.Identity good;
  private static TestCa.Identity other;

  @BeforeAll
  static void certify() {
    ca = TestCa.create();
    good = ca.issue("mx.boats.example");
    other = ca.issueExpired("mx.harbour.example");
  }

  @AfterAll
  static void forget() throws IOException {
    ca.close();
  }

  private static String tlsa(TestCa.Identity identity) throws Exception {
    var key = identity.certificate().getPublicKey().getEncoded();
    var digest = MessageDigest.getInstance("SHA-256").digest(key);
    return "_25._tcp.mx.boats.example. TLSA 3 1 1 " + HexFormat.of().formatHex(digest) + '\n';
  }

  private static final String STS = "_mta-sts.boats.example. TXT \"v=STSv1; id=1\"\n";

  private static Route route(String zone) {
    var dns = ZoneResolver.of(zone);
    var page = URI.create("https://mta-sts.boats.example/.well-known/mta-sts.txt");
    var web = Https.of(Map.of(page, new Fetched.Answered(200, "text/plain", POLICY)));
    return new Routes(dns, new MtaSts(dns, web, CLOCK), List.of(), CLOCK).lookup(DOMAIN);
  }

  private static final Reach REACH =
      Reach.PUBLIC.alsoTo(List.of(Network.of("127.0.0.0/8"), Network.of("192.0.2.0/24")));

  private static Probe probe(InetSocketAddress server, String witnesses) {
    var reach = REACH.believing(List.of(ca.root()));
    var client = new SmtpClient(Domain.of("client.example"), Patience.of(Duration.ofSeconds(20)));
    var visit = new Visit(client, reach, CLOCK, server.getPort());
    var dns = ZoneResolver.of(witnesses);
    return new Probe(visit, new Witnesses(dns, Probe.WITNESSES), reach);
  }

  private static ProbeResult probe(Script script, String zone) throws IOException {
    try (var smtp = ScriptedSmtp.start(script)) {
      return probe(smtp.address(), "example. A 192.0.2.1\n").probe(route(zone));
    }
  }

  private static Script tls(TestCa.Identity identity) {
    return peer -> {
      peer.upTo(identity.serverContext(), "REQUIRETLS");
      peer.answer("221 bye");
      peer.waitForEnd();
    };
  }

  private static final Script CLEAR =
      peer -> {
        peer.say("220 mx ready");
        peer.answer("250-mx", "250 8BITMIME");
        peer.answer("221 bye");
      };

  private static List<String> deeds(ProbeResult result) {
    var only = result.addresses().getFirst();
    return Arrays.stream(Sender.values())
        .map(sender -> sender.deed(result.route(), only).word())
        .toList();
  }

  @Test
  void aGoodHostIsVerifiedByAll() throws Exception {
    var result = probe(tls(good), HOSTS + tlsa(good) + STS);
    assertThat(result.outlet()).isInstanceOf(Outlet.Open.class);
    assertThat(deeds(result)).containsExactly("verified", "verified", "encrypted");
    var text = new TextRenderer(100, false);
    assertThat(text.render(ProbeExplainer.explain(result.addresses().getFirst())))
        .contains("✓ mx.boats.example [127.0.0.1] gives TLS: TLSv1.3 with TLS_AES_256_GCM_SHA384.")
        .contains("Its certificate is for mx.boats.example, until ")
        .contains("✓ It is publicly trusted, for the host's name, as MTA-STS asks.")
        .contains("REQUIRETLS");
  }

  @Test
  void aWrongCertificateIsRefusedByThoseWhoLook() throws Exception {
    var result = probe(tls(other), HOSTS + tlsa(good) + STS);
    assertThat(deeds(result)).containsExactly("refuses", "refuses", "encrypted");
    assertThat(
            SenderExplainer.explain(
                    Sender.DANE, Sender.DANE.deed(result.route(), result.addresses().getFirst()))
                .sentence())
        .isEqualTo(
            "A sender that knows DANE does not deliver: it demands TLS with a key that the zone"
                + " pins, and the certificate is another.");
  }

  @Test
  void aPinnedCertificateMayBeExpiredAndForAnotherName() throws Exception {
    var result = probe(tls(other), HOSTS + tlsa(other) + STS);
    assertThat(deeds(result)).containsExactly("verified", "refuses", "encrypted");
  }

  @Test
  void aStrippedHostGetsMailInClearFromWhoDoesNotKnow() throws Exception {
    var result = probe(CLEAR, HOSTS + tlsa(good) + STS);
    assertThat(deeds(result)).containsExactly("refuses", "refuses", "in clear");
    var plain = probe(CLEAR, HOSTS);
    assertThat(deeds(plain)).containsExactly("in clear", "in clear", "in clear");
  }

  @Test
  void aHostThatDoesNotWantUsTellsNothing() throws Exception {
    Script declines =
        peer -> {
          peer.say("554 5.7.1 your address is on a list");
          peer.answer("221 bye");
        };
    var result = probe(declines, HOSTS + tlsa(good));
    assertThat(result.addresses().getFirst().seen()).isInstanceOf(Seen.Declined.class);
    assertThat(deeds(result)).containsExactly("if the key matches", "TLS or clear", "TLS or clear");
    assertThat(ProbeExplainer.explain(result.addresses().getFirst()).mark().word())
        .isEqualTo("unknown");
  }

  private static InetSocketAddress nobody() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  @Test
  void whetherPort25IsBlockedIsAskedOfOthers() throws Exception {
    var nobody = nobody();
    var none = "gmail.com. MX 1 a.example.\na.example. A 127.0.0.2\n";
    var two =
        none + "yahoo.com. MX 1 b.example.\nyahoo.com. MX 0 c.example.\nc.example. A 127.0.0.3\n";
    assertThat(probe(nobody, "example. A 192.0.2.1\n").probe(route(HOSTS)).outlet())
        .isInstanceOf(Outlet.Undetermined.class);
    assertThat(probe(nobody, none).probe(route(HOSTS)).outlet())
        .isInstanceOf(Outlet.Undetermined.class);
    var blocked = probe(nobody, two).probe(route(HOSTS));
    assertThat(blocked.outlet())
        .isEqualTo(new Outlet.Blocked(List.of(Domain.of("gmail.com"), Domain.of("yahoo.com"))));
    assertThat(ProbeExplainer.explain(blocked.outlet()).sentence())
        .isEqualTo(
            "Port 25 is blocked from here: the hosts of gmail.com, yahoo.com cannot be reached"
                + " either. What the domain's hosts do could not be determined.");
  }

  @Test
  void aHostThatIsDownIsNoBlockedPort() throws Exception {
    // Another loopback address answers for a provider; the domain's does not.
    var zone = HOSTS.replace("127.0.0.1", "127.0.0.9");
    try (var smtp = ScriptedSmtp.start(CLEAR)) {
      var result =
          probe(smtp.address(), "gmail.com. MX 1 a.example.\na.example. A 127.0.0.1\n")
              .probe(route(zone));
      assertThat(result.addresses().getFirst().seen()).isInstanceOf(Seen.NoSession.class);
      assertThat(result.outlet()).isInstanceOf(Outlet.Open.class);
    }
  }

  /// FE-1: whoever publishes an address must not send us to our own hosts.
  @Test
  void fe1AnAddressThatIsNotPublicIsLeftAlone() {
    var client = new SmtpClient(Domain.of("client.example"), Probe.PATIENCE);
    var visit = new Visit(client, Reach.PUBLIC, CLOCK, SmtpClient.PORT);
    var nobody = new Witnesses(ZoneResolver.of("example. A 192.0.2.1\n"), List.of());
    var probe = new Probe(visit, nobody, Reach.PUBLIC);
    for (var address : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1")) {
      var result = probe.probe(route(HOSTS.replace("127.0.0.1", address)));
      assertThat(result.addresses().getFirst().seen())
          .isEqualTo(new Seen.NotTried(Seen.NotTried.Why.NOT_PUBLIC));
      assertThat(result.outlet()).isInstanceOf(Outlet.NotNeeded.class);
    }
  }

  @Test
  void manyAddressesAreNotAllTried() throws Exception {
    var zone = new StringBuilder(HOSTS);
    for (int i = 0; i < Probe.MOST_ADDRESSES; i++) {
      zone.append("mx.boats.example. A 127.0.1.").append(i).append('\n');
    }
    var result = probe(CLEAR, zone.toString());
    assertThat(
            result.addresses().stream()
                .filter(each -> each.seen().equals(new Seen.NotTried(Seen.NotTried.Why.TOO_MANY))))
        .hasSize(1);
  }

  @Test
  void withoutAProbeSendersDependOnWhatIsThere() throws Exception {
    var route = route(HOSTS + tlsa(good) + STS);
    var hop = route.hops().getFirst();
    assertThat(Arrays.stream(Sender.values()).map(sender -> sender.deed(route, hop).word()))
        .containsExactly("if the key matches", "if trusted", "TLS or clear");
    var broken = route(HOSTS + STS + "$STATUS servfail\n_25._tcp.mx.boats.example. TLSA -\n");
    var deed = Sender.DANE.deed(broken, broken.hops().getFirst());
    assertThat(SenderExplainer.explain(Sender.DANE, deed).sentence())
        .isEqualTo(
            "A sender that knows DANE does not try it: whether it pins keys could not be found"
                + " out.");
    assertThat(Sender.MTA_STS.deed(broken, broken.hops().getFirst()).word())
        .isEqualTo("if trusted");
  }

  @Test
  void whatWasNotLookedAtIsNotConcluded() {
    var unchecked = ZoneResolver.of(HOSTS.replace("$STATUS secure\n", "") + STS);
    var offline = new MtaSts(unchecked, Https.offline(), CLOCK);
    var route = new Routes(unchecked, offline, List.of(), CLOCK).lookup(DOMAIN);
    var hop = route.hops().getFirst();
    assertThat(Arrays.stream(Sender.values()).map(sender -> sender.deed(route, hop).word()))
        .containsExactly("unknown", "unknown", "TLS or clear");
    assertThat(SenderExplainer.explain(Sender.DANE, Sender.DANE.deed(route, hop)).sentence())
        .contains("nobody validated");
  }
}

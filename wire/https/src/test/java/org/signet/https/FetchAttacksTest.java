package org.signet.https;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;
import org.signet.https.Fetched.Answered;
import org.signet.https.Fetched.Cause;
import org.signet.https.Fetched.Failed;
import org.signet.testing.TestCa;

/// Attacks on whoever fetches what a stranger names, by the ids of the threat catalogue.
@Timeout(60)
class FetchAttacksTest {
  private static final String HOST = "mta-sts.boats.example";
  private static final Resolver DNS = ZoneResolver.of(HOST + ". A 127.0.0.1\n");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

  private static TestCa ca;
  private static SSLContext server;

  @BeforeAll
  static void certify() {
    ca = TestCa.create();
    server = ca.issue(HOST).serverContext();
  }

  @AfterAll
  static void forget() throws IOException {
    ca.close();
  }

  private static Reach reach(ScriptedWeb web) {
    return Reach.PUBLIC
        .alsoTo(List.of(Network.of("127.0.0.0/8")))
        .alsoAt(List.of(web.port()))
        .believing(List.of(ca.root()));
  }

  private static Fetched fetched(ScriptedWeb web) {
    return Https.over(DNS, reach(web)).get(web.address(HOST, "/x"));
  }

  private static Cause cause(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Failed.class);
    return ((Failed) fetched).cause();
  }

  @Test
  void anAnswerIsFetchedWhole() throws IOException {
    try (var web = ScriptedWeb.answering(server, OK + "Content-Length: 5\r\n\r\nhello")) {
      assertThat(fetched(web)).isEqualTo(new Answered(200, "text/plain", "hello"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void fe1SpecialAddressesAreRefused(String address) {
    var type = address.contains(":") ? "AAAA " : "A ";
    var https = Https.over(ZoneResolver.of("h.example. " + type + address + "\n"), Reach.PUBLIC);
    assertThat(cause(https.get(URI.create("https://h.example/"))))
        .isEqualTo(Cause.FORBIDDEN_ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2600::1",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101"
      })
  void fe1PublicAddressesAreNot(String address) {
    assertThat(Reach.PUBLIC.holds(IpAddress.of(address))).isTrue();
  }

  @Test
  void fe1AnAllowanceIsForItsNetworkAlone() {
    var reach = Reach.PUBLIC.alsoTo(List.of(Network.of("10.1.0.0/16")));
    assertThat(reach.holds(IpAddress.of("10.1.2.3"))).isTrue();
    assertThat(reach.holds(IpAddress.of("10.2.2.3"))).isFalse();
  }

  /// The name is looked up once, and whatever it becomes later is not asked for.
  @Test
  void fe2TheAddressThatWasCheckedIsAsked() throws IOException {
    try (var web = ScriptedWeb.answering(server, OK + "\r\n")) {
      var lookups = new AtomicInteger();
      var rebinding =
          new Resolver() {
            @Override
            public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
              if (!type.equals(Type.A)) {
                return new Answer.NoData<>(name, source());
              }
              var address = lookups.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1";
              var data = new Rdata.Address(IpAddress.of(address));
              return new Answer.Found<>(name, List.of(type.data().cast(data)), source());
            }
          };
      var fetched = Https.over(rebinding, reach(web)).get(web.address(HOST, "/"));
      assertThat(fetched).isInstanceOf(Answered.class);
      assertThat(lookups).hasValue(1);
    }
  }

  private static Answer.Source source() {
    return Answer.Source.direct(Security.UNCHECKED, Duration.ZERO);
  }

  @Test
  void fe2OfAMixedSetOnlyPermittedAddressesAreAsked() throws IOException {
    try (var web = ScriptedWeb.answering(server, OK + "\r\n")) {
      var mixed = ZoneResolver.of(HOST + ". A 10.0.0.1\n" + HOST + ". A 127.0.0.1\n");
      var reach = reach(web).within(Duration.ofSeconds(30));
      assertThat(Https.over(mixed, reach).get(web.address(HOST, "/"))).isInstanceOf(Answered.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void fe3ARedirectIsToldAndNotFollowed(int status) throws IOException {
    var answer = "HTTP/1.1 " + status + " Moved\r\nLocation: /other\r\n\r\nbody";
    try (var web = ScriptedWeb.answering(server, answer)) {
      assertThat(fetched(web)).isEqualTo(new Answered(status, "", ""));
      assertThat(web.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://boats.example/",
        "file:///etc/passwd",
        "jar:file:/x!/y",
        "ftp://boats.example/",
        "data:text/plain,x",
        "https://user:pw@boats.example/",
        "https://user@boats.example/",
        "https://@boats.example/",
        "https://boats.example:22/",
        "https://boats.example:80/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://a.0x7f000001/",
        "https://localhost/",
        "https://boats.example/#fragment",
        "https://boats.example#@evil",
        "https://a_b.example/",
        "https:///x",
        "https:x",
        "/x",
        "https://b\u00f6ats.example/",
        "https://boats.example/\u00f6"
      })
  void fe4OnlyPlainHttpsAddressesAreAsked(String address) {
    var https = Https.over(ZoneResolver.of("boats.example. A 1.1.1.1\n"), Reach.PUBLIC);
    assertThat(cause(https.get(URI.create(address)))).isEqualTo(Cause.FORBIDDEN_URI);
  }

  @Test
  void fe4APathTooLongIsNotAsked() {
    var https = Https.over(ZoneResolver.of("boats.example. A 1.1.1.1\n"), Reach.PUBLIC);
    var address = URI.create("https://boats.example/" + "x".repeat(2_048));
    assertThat(cause(https.get(address))).isEqualTo(Cause.FORBIDDEN_URI);
  }

  /// Peers that never come to an end.
  static Stream<ScriptedWeb.Speech> endless() {
    return Stream.of(
        (out, _) -> ScriptedWeb.trickle(out, "", "H"),
        (out, _) -> ScriptedWeb.trickle(out, OK, "x"),
        (out, _) -> ScriptedWeb.trickle(out, OK + "Content-Length: 60000\r\n\r\n", "x"),
        (out, _) -> ScriptedWeb.trickle(out, OK + "\r\n", "x"),
        (out, _) ->
            ScriptedWeb.trickle(out, OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
        (_, raw) -> raw.getInputStream().readAllBytes());
  }

  @ParameterizedTest
  @MethodSource("endless")
  void fe5WhatNeverEndsIsLeftAtTheDeadline(ScriptedWeb.Speech speech) throws IOException {
    try (var web = ScriptedWeb.speaking(server, speech)) {
      var reach = reach(web).within(Duration.ofMillis(300));
      var fetched = Https.over(DNS, reach).get(web.address(HOST, "/"));
      assertThat(cause(fetched)).isEqualTo(Cause.TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0016\u0003\u0003@\u0000"})
  void fe5AHandshakeThatNeverEndsIsLeftAtTheDeadline(String octets) throws IOException {
    try (var web =
        ScriptedWeb.plain(
            peer ->
                ScriptedWeb.trickle(peer.getOutputStream(), octets, octets.isEmpty() ? "" : "x"))) {
      var reach = reach(web).within(Duration.ofMillis(300));
      var fetched = Https.over(DNS, reach).get(web.address(HOST, "/"));
      assertThat(cause(fetched)).isEqualTo(Cause.TIMEOUT);
    }
  }

  @Test
  void fe5ABodyIsReadUpToItsLimitAndNotBeyond() throws IOException {
    int most = Https.MOST_OCTETS;
    var length = OK + "Content-Length: ";
    try (var web = ScriptedWeb.answering(server, length + most + "\r\n\r\n" + "x".repeat(most))) {
      assertThat(fetched(web)).isEqualTo(new Answered(200, "text/plain", "x".repeat(most)));
    }
    try (var web =
        ScriptedWeb.answering(server, length + (most + 1) + "\r\n\r\n" + "x".repeat(most + 1))) {
      assertThat(cause(fetched(web))).isEqualTo(Cause.TOO_LARGE);
    }
  }

  /// A peer that ends TLS may have said all; one that only ends the connection was cut off.
  @Test
  void fe5ABodyWithoutLengthEndsWithTlsAndNotWithTheConnection() throws IOException {
    try (var web = ScriptedWeb.answering(server, OK + "\r\nhello")) {
      assertThat(fetched(web)).isEqualTo(new Answered(200, "text/plain", "hello"));
    }
    try (var web =
        ScriptedWeb.speaking(
            server,
            (out, raw) -> {
              out.write((OK + "\r\nhel").getBytes(US_ASCII));
              raw.shutdownOutput();
              raw.getInputStream().readAllBytes();
            })) {
      assertThat(cause(fetched(web))).isEqualTo(Cause.CONNECTION);
    }
  }

  @Test
  void fe6CertificatesThatDoNotHold() throws IOException {
    try (var other = TestCa.create()) {
      assertThat(by(ca.issueExpired(HOST))).as("expired").isEqualTo(Cause.CERTIFICATE);
      assertThat(by(ca.issue("other.example"))).as("other").isEqualTo(Cause.CERTIFICATE);
      assertThat(by(ca.issue("*.example"))).as("too wide").isEqualTo(Cause.CERTIFICATE);
      assertThat(by(ca.issue("*.mta-sts.boats.example"))).as("deeper").isEqualTo(Cause.CERTIFICATE);
      assertThat(by(ca.issue())).as("a common name alone").isEqualTo(Cause.CERTIFICATE);
      assertThat(by(ca.issue("boats.example"))).as("above").isEqualTo(Cause.CERTIFICATE);
      assertThat(by(other.issue(HOST))).as("unknown authority").isEqualTo(Cause.CERTIFICATE);
    }
  }

  @Test
  void fe6AWildcardIsForOneLabel() throws IOException {
    var tls = ca.issue("*.boats.example").serverContext();
    try (var web = ScriptedWeb.answering(tls, OK + "\r\n")) {
      assertThat(fetched(web)).isInstanceOf(Answered.class);
    }
  }

  private static Cause by(TestCa.Identity identity) throws IOException {
    try (var web = ScriptedWeb.answering(identity.serverContext(), OK + "\r\n")) {
      return cause(fetched(web));
    }
  }

  @Test
  void fe7TheRequestSaysNoMoreThanItMust() throws IOException {
    var cookie = OK + "Set-Cookie: a=b\r\nAlt-Svc: h2=\":443\"\r\nContent-Length: 0\r\n\r\n";
    try (var web = ScriptedWeb.answering(server, cookie)) {
      var https = Https.over(DNS, reach(web));
      assertThat(https.get(web.address(HOST, "/a?b"))).isInstanceOf(Answered.class);
      assertThat(https.get(web.address(HOST, "/a?b"))).isInstanceOf(Answered.class);
      var request =
          "GET /a?b HTTP/1.1\r\nHost: %s:%d\r\nUser-Agent: Signet\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
              .formatted(HOST, web.port());
      assertThat(web.requests()).containsExactly(request, request);
    }
  }

  @Test
  void aHostWithoutAddressIsToldApartFromOneThatDoesNotAnswer() throws IOException {
    var dns = ZoneResolver.of("a.example. TXT x\n$STATUS servfail\nb.example. A -\n");
    var https = Https.over(dns, Reach.PUBLIC);
    assertThat(https.get(URI.create("https://a.example/")))
        .isEqualTo(new Failed(Cause.DNS, "the name has no address"));
    assertThat(https.get(URI.create("https://b.example/")))
        .isEqualTo(new Failed(Cause.DNS, "the server failed (SERVFAIL)"));
    var web = ScriptedWeb.answering(server, "");
    web.close();
    assertThat(cause(fetched(web))).isEqualTo(Cause.CONNECTION);
  }

  @Test
  void aServerWithoutTlsIsNoCertificateFault() throws IOException {
    try (var web =
        ScriptedWeb.plain(
            peer -> peer.getOutputStream().write("HTTP/1.1 200\r\n\r\n".getBytes(US_ASCII)))) {
      assertThat(cause(fetched(web))).isEqualTo(Cause.TLS);
    }
  }
}

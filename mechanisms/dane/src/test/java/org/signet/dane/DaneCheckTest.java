package org.signet.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.signet.dane.DaneMatch.BrokenChain;
import org.signet.dane.DaneMatch.Flaw;
import org.signet.dane.DaneMatch.Matched;
import org.signet.dane.DaneMatch.NoCertificate;
import org.signet.dane.DaneMatch.NoneMatches;
import org.signet.dane.DaneMatch.OtherName;
import org.signet.dane.DaneOutcome.Pinned;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;
import org.signet.testing.TestCa;

/// RFC 7672 §3.1, with certificates of an authority of the test.
class DaneCheckTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 2_000 : 300;

  private static final Domain MX = Domain.of("mx.example");

  private static final TestCa CA = TestCa.create();
  private static final TestCa.Identity GOOD = CA.issue("mx.example");
  private static final TestCa.Identity EXPIRED = CA.issueExpired("mx.example");
  private static final TestCa.Identity OTHER = CA.issue("other.example");

  @AfterAll
  static void remove() throws IOException {
    CA.close();
  }

  private static Pinned pinned(Pin... pins) {
    return new Pinned(MX, List.of(pins), List.of(), List.of(), List.of(MX));
  }

  private static Pin pin(X509Certificate certificate, Usage usage) {
    return Pin.of(certificate, usage, Selector.SPKI, Matching.SHA2_256);
  }

  private static DaneMatch check(List<X509Certificate> chain, Pin... pins) {
    return DaneCheck.check(chain, pinned(pins), Instant.now());
  }

  private static List<Pin> allForms(X509Certificate certificate, Usage usage) {
    var forms = new ArrayList<Pin>();
    for (var selector : Selector.values()) {
      for (var matching : Matching.values()) {
        forms.add(Pin.of(certificate, usage, selector, matching));
      }
    }
    return forms;
  }

  @Test
  void everyFormOfARecordMatches() {
    for (var pin : allForms(GOOD.certificate(), Usage.DANE_EE)) {
      assertThat(check(GOOD.chain(), pin)).as(pin.toString()).isEqualTo(new Matched(pin, 0));
      assertThat(check(OTHER.chain(), pin)).isEqualTo(new NoneMatches());
      assertThat(TlsaReader.sort(List.of(pin.data())).pins()).containsExactly(pin);
    }
    for (var pin : allForms(CA.root(), Usage.DANE_TA)) {
      assertThat(check(GOOD.chain(), pin)).as(pin.toString()).isEqualTo(new Matched(pin, 1));
    }
    assertThat(check(List.of(), pin(CA.root(), Usage.DANE_TA))).isEqualTo(new NoCertificate());
  }

  @Test
  void DA_9_anEndEntityIsPinnedWhateverItSays() {
    for (var identity : List.of(EXPIRED, OTHER)) {
      var pin = pin(identity.certificate(), Usage.DANE_EE);
      assertThat(check(identity.chain(), pin)).isEqualTo(new Matched(pin, 0));
    }
    // That of an authority, too.
    var pin = pin(CA.root(), Usage.DANE_EE);
    assertThat(check(List.of(CA.root()), pin)).isEqualTo(new Matched(pin, 0));
  }

  @Test
  void DA_9_underAnAuthorityDatesAndNamesCount() {
    var pin = pin(CA.root(), Usage.DANE_TA);
    assertThat(check(GOOD.chain(), pin)).isEqualTo(new Matched(pin, 1));
    assertThat(check(EXPIRED.chain(), pin))
        .isInstanceOfSatisfying(
            BrokenChain.class, broken -> assertThat(broken.flaw()).isEqualTo(Flaw.TIME));
    assertThat(check(OTHER.chain(), pin))
        .isEqualTo(new OtherName(pin, List.of(MX), List.of("other.example")));
    assertThat(DaneExplainer.explain(check(OTHER.chain(), pin)).sentence())
        .isEqualTo("The server's certificate is for other.example and not for mx.example.");
  }

  @Test
  void DA_9_anAuthorityThatIsNotSentIsKnownWhereTheRecordHoldsIt() {
    var alone = List.of(GOOD.certificate());
    for (var pin : allForms(CA.root(), Usage.DANE_TA)) {
      if (pin.isWhole()) {
        assertThat(check(alone, pin)).as(pin.toString()).isInstanceOf(Matched.class);
      } else {
        assertThat(check(alone, pin)).as(pin.toString()).isEqualTo(new NoneMatches());
      }
    }
  }

  @Test
  void DA_9_aServerIsNoAuthorityOfItself() {
    var pin = pin(GOOD.certificate(), Usage.DANE_TA);
    assertThat(check(GOOD.chain(), pin)).isEqualTo(new NoneMatches());
    // Nor is it one of another: its certificate does not say so.
    assertThat(check(List.of(OTHER.certificate(), GOOD.certificate()), pin))
        .isEqualTo(new NoneMatches());
  }

  @Test
  void DA_9_aWildcardStandsForOneLabel() {
    var names = List.of("*.example", "a.*.test", "*", "*.", "x*.example", "bad..name", "");
    assertThat(CertificateNames.anyMatches(names, List.of(MX))).isTrue();
    for (var domain : List.of("example", "a.mx.example", "a.b.test", "test", "xy.test")) {
      assertThat(CertificateNames.anyMatches(names, List.of(Domain.of(domain)))).isFalse();
    }
    assertThat(CertificateNames.anyMatches(List.of("MX.Example"), List.of(MX))).isTrue();
    assertThat(CertificateNames.anyMatches(List.of("mx.example\0.test"), List.of(MX))).isFalse();
  }

  @Test
  void oneRecordOfSeveralIsEnough() {
    var next = pin(OTHER.certificate(), Usage.DANE_EE);
    var now = pin(GOOD.certificate(), Usage.DANE_EE);
    assertThat(check(GOOD.chain(), next, now)).isEqualTo(new Matched(now, 0));
    var authority = pin(CA.root(), Usage.DANE_TA);
    assertThat(check(EXPIRED.chain(), authority, pin(EXPIRED.certificate(), Usage.DANE_EE)))
        .isInstanceOf(Matched.class);
  }

  /// A weaker digest that matches is not asked beside a stronger that does not, and the other way
  /// round (RFC 7671 §9).
  @Test
  void DA_8_theStrongestDigestDecides() {
    var weak = Pin.of(GOOD.certificate(), Usage.DANE_EE, Selector.SPKI, Matching.SHA2_256);
    var strong = Pin.of(GOOD.certificate(), Usage.DANE_EE, Selector.SPKI, Matching.SHA2_512);
    var wrongWeak = Pin.of(OTHER.certificate(), Usage.DANE_EE, Selector.SPKI, Matching.SHA2_256);
    var wrongStrong = Pin.of(OTHER.certificate(), Usage.DANE_EE, Selector.SPKI, Matching.SHA2_512);
    assertThat(afterAgility(wrongWeak, strong)).isInstanceOf(Matched.class);
    assertThat(afterAgility(weak, wrongStrong)).isEqualTo(new NoneMatches());
  }

  private static DaneMatch afterAgility(Pin... pins) {
    var sorted = TlsaReader.sort(Arrays.stream(pins).map(Pin::data).toList());
    return check(GOOD.chain(), sorted.pins().toArray(Pin[]::new));
  }

  @Test
  void certificatesOutOfOrderAndStrangersAmongThem() {
    var pin = pin(CA.root(), Usage.DANE_TA);
    var mixed = List.of(GOOD.certificate(), OTHER.certificate(), CA.root());
    assertThat(check(mixed, pin)).isInstanceOf(Matched.class);
    var many = new ArrayList<X509Certificate>(List.of(GOOD.certificate()));
    for (int i = 0; i < 1000; i++) {
      many.add(OTHER.certificate());
    }
    many.add(CA.root());
    assertThat(check(many, pin)).isEqualTo(new NoneMatches()); // It is too far behind.
  }

  @Test
  void aServerIsTrustedInAHandshakeOrNot() throws Exception {
    var right = pinned(pin(EXPIRED.certificate(), Usage.DANE_EE));
    assertThat(handshake(EXPIRED, right)).contains(new Matched(right.pins().getFirst(), 0));
    var authority = pinned(pin(CA.root(), Usage.DANE_TA));
    assertThat(handshake(GOOD, authority)).contains(new Matched(authority.pins().getFirst(), 1));
    var wrong = pinned(pin(OTHER.certificate(), Usage.DANE_EE));
    assertThatThrownBy(() -> handshake(GOOD, wrong))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("No certificate of the server is one that it pins.");
    assertThatThrownBy(
            () ->
                new DaneTrustManager(right, Instant::now)
                    .checkClientTrusted(new X509Certificate[0], "EC"))
        .isInstanceOf(java.security.cert.CertificateException.class);
  }

  private static Optional<DaneMatch> handshake(TestCa.Identity server, Pinned pinned)
      throws IOException, GeneralSecurityException {
    var manager = new DaneTrustManager(pinned, Instant::now);
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {manager}, new SecureRandom());
    var loopback = InetAddress.getLoopbackAddress();
    try (var listening =
        (SSLServerSocket)
            server.serverContext().getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var accepted = listening.accept()) {
                  accepted.getInputStream().read();
                } catch (IOException _) {
                  // The client turned away.
                }
              });
      try (var plain = new Socket(loopback, listening.getLocalPort());
          var socket =
              (SSLSocket) context.getSocketFactory().createSocket(plain, "mx.example", 25, true)) {
        socket.startHandshake();
      }
    }
    return manager.match();
  }

  /// Whatever stands in a record or in a certificate, there is an answer; and one that was changed
  /// is not met by what it was.
  @Test
  void S4_anythingIsReadAndNothingThrows() {
    var seed = System.nanoTime();
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var right = allForms(GOOD.certificate(), Usage.DANE_EE);
    var leaf = Der.octets(GOOD.certificate());
    for (int i = 0; i < RUNS; i++) {
      var octets = leaf.clone();
      int changes = 1 + random.nextInt(3);
      for (int j = 0; j < changes; j++) {
        octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
      }
      var cut = Arrays.copyOf(octets, random.nextInt(octets.length + 1));
      for (var shown : List.of(octets, cut)) {
        DaneCheck.checkOctets(
            List.of(shown, Der.octets(CA.root()), shown),
            List.of(right.get(i % 6), pin(CA.root(), Usage.DANE_TA)),
            List.of(MX),
            Instant.now(),
            DaneRules.MAIL);
        var whole = Pin.of(GOOD.certificate(), Usage.DANE_EE, Selector.CERT, Matching.FULL);
        assertThat(whole.matches(shown)).as("seed " + seed).isFalse();
      }
      var association = new String(cut, java.nio.charset.StandardCharsets.ISO_8859_1);
      var record =
          new Rdata.Tlsa(random.nextInt(6), random.nextInt(4), random.nextInt(5), association);
      var sorted = TlsaReader.sort(List.of(record));
      assertThat(sorted.pins().size() + sorted.unusable().size()).as("seed " + seed).isEqualTo(1);
    }
  }
}

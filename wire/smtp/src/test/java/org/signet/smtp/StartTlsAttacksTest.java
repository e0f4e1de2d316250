package org.signet.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Domain;
import org.signet.testing.ScriptedSmtp;
import org.signet.testing.ScriptedSmtp.Script;
import org.signet.testing.TestCa;

/// Attacks on STARTTLS, on the client's side, by the ids of the threat catalogue.
@Timeout(60)
class StartTlsAttacksTest {
  private static final Optional<Domain> NAME = Optional.of(Domain.of("mx.example"));
  private static final TlsDemand ENCRYPTED = new TlsDemand.Encrypted(NAME);

  private static TestCa ca;
  private static TestCa.Identity server;

  @BeforeAll
  static void certify() {
    ca = TestCa.create();
    server = ca.issue("mx.example");
  }

  @AfterAll
  static void forget() throws IOException {
    ca.close();
  }

  private static TlsStart startTls(Script script, TlsDemand demand) throws IOException {
    try (var smtp = ScriptedSmtp.start(script);
        var session = SessionTest.open(smtp)) {
      session.hello();
      return session.startTls(demand);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"250-evil\r\n250 AUTH PLAIN\r\n", "x", "\r\n", "\0"})
  void st2ClearTextBehindTheReplyEndsTheSession(String octets) throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 STARTTLS");
          peer.hear();
          peer.octets("220 go\r\n" + octets);
          peer.waitForEnd();
        };
    assertThat(startTls(script, ENCRYPTED)).isEqualTo(new TlsStart.PlaintextInjected(octets));
  }

  @Test
  void st2NothingThatWasSaidBeforeTlsCounts() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250-STARTTLS", "250-SMTPUTF8", "250 AUTH PLAIN");
          peer.answer("220 go");
          peer.tls(server.serverContext());
          peer.answer("250-hi", "250 STARTTLS");
          peer.answer("221 bye");
          peer.waitForEnd();
        };
    try (var smtp = ScriptedSmtp.start(script);
        var session = SessionTest.open(smtp)) {
      session.hello();
      assertThat(session.capabilities().offers("AUTH")).isTrue();
      session.startTls(ENCRYPTED);
      assertThat(session.capabilities().extensions()).isEmpty();
      session.hello();
      assertThat(session.capabilities().extensions()).containsOnlyKeys("starttls");
      // ST-6: not a second time.
      assertThatThrownBy(() -> session.startTls(ENCRYPTED))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void st3AStrippedOfferIsANamedOutcome() throws Exception {
    for (var line : List.of("XXXXXXXA", "XSTARTTLS", "8BITMIME")) {
      Script stripped =
          peer -> {
            peer.say("220 hi");
            peer.answer("250-hi", "250 " + line);
            peer.answer("221 bye");
          };
      assertThat(startTls(stripped, ENCRYPTED)).isEqualTo(new TlsStart.NotOffered());
    }
    for (var reply : List.of("454 4.7.0 not now", "502 what?", "250 sure")) {
      Script declined =
          peer -> {
            peer.say("220 hi");
            peer.answer("250-hi", "250 STARTTLS");
            peer.answer(reply);
            peer.answer("221 bye");
          };
      assertThat(startTls(declined, ENCRYPTED)).isInstanceOf(TlsStart.Declined.class);
    }
  }

  @Test
  void st8APeerThatLeavesBeforeTlsIsLost() throws Exception {
    Script leaves =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 STARTTLS");
          peer.answer("220 go");
        };
    assertThat(startTls(leaves, ENCRYPTED))
        .isInstanceOfAny(TlsStart.Lost.class, TlsStart.HandshakeFailed.class);
    Script farewell =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 STARTTLS");
          peer.answer("421 4.3.2 shutting down");
        };
    assertThat(startTls(farewell, ENCRYPTED)).isInstanceOf(TlsStart.Declined.class);
  }

  /// ST-9: what no JDK speaks any more is a handshake that failed, and the session is over.
  @Test
  void st9AHandshakeThatFailsEndsTheSession() throws Exception {
    Script nonsense =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 STARTTLS");
          peer.answer("220 go");
          peer.hear(1);
          peer.octets("500 what is this?\r\n");
          peer.waitForEnd();
        };
    assertThat(startTls(nonsense, ENCRYPTED)).isInstanceOf(TlsStart.HandshakeFailed.class);
  }

  @Test
  void st9TheCertificateIsTheCallersBusiness() throws Exception {
    Script script =
        peer -> {
          peer.upTo(server.serverContext());
          peer.answer("221 bye");
        };
    var accepting = new Judge(Optional.empty());
    var start = startTls(script, new TlsDemand.Authenticated(accepting, NAME));
    assertThat(start).isInstanceOf(TlsStart.Secured.class);
    assertThat(((TlsStart.Secured) start).facts().isAuthenticated()).isTrue();
    var refusing = new Judge(Optional.of("not this one"));
    assertThat(startTls(script, new TlsDemand.Authenticated(refusing, NAME)))
        .isEqualTo(new TlsStart.CertificateRefused(server.chain(), "not this one"));
  }

  @Test
  void st9OlderThanTls12IsNotSpoken() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 STARTTLS");
          peer.answer("220 go");
          peer.tls(server.serverContext(), "TLSv1.1");
        };
    assertThat(startTls(script, ENCRYPTED))
        .isInstanceOfAny(TlsStart.HandshakeFailed.class, TlsStart.Lost.class);
  }

  @Test
  void aNameThatCannotBeSaidIsLeftOut() throws Exception {
    Script script =
        peer -> {
          peer.upTo(server.serverContext());
          peer.answer("221 bye");
        };
    for (var name : List.of("_mx.example", "a\\032b.example")) {
      var demand = new TlsDemand.Encrypted(Optional.of(Domain.of(name)));
      assertThat(startTls(script, demand)).isInstanceOf(TlsStart.Secured.class);
    }
  }

  /// A judge of certificates that always says the same.
  private static final class Judge extends X509ExtendedTrustManager {
    private final Optional<String> refusal;

    Judge(Optional<String> refusal) {
      this.refusal = refusal;
    }

    private void judge() throws CertificateException {
      if (refusal.isPresent()) {
        throw new CertificateException(refusal.get());
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      judge();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      judge();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      judge();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

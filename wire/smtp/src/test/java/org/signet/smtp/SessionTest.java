package org.signet.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;
import org.signet.message.Host;
import org.signet.message.ReversePath;
import org.signet.smtp.Transmission.Need;
import org.signet.testing.ScriptedSmtp;
import org.signet.testing.ScriptedSmtp.Script;
import org.signet.testing.TestCa;

/// A client's session, with servers that do what is written here.
@Timeout(60)
class SessionTest {
  static final SmtpClient CLIENT =
      new SmtpClient(Domain.of("client.example"), Patience.of(Duration.ofSeconds(30)));
  private static final TlsDemand ENCRYPTED =
      new TlsDemand.Encrypted(Optional.of(Domain.of("mx.example")));

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

  static SmtpSession open(ScriptedSmtp server) {
    return switch (CLIENT.open(server.address())) {
      case Opened.Ready(var session, _) -> session;
      case Opened other -> throw new AssertionError(other);
    };
  }

  private static Transmission transmission(Need... needs) {
    return new Transmission(
        ReversePath.parse("<a@client.example>"),
        List.of(address("b@mx.example"), address("c d@mx.example")),
        Set.of(needs));
  }

  static Address address(String text) {
    int at = text.lastIndexOf('@');
    return new Address(text.substring(0, at), Host.of(text.substring(at + 1)));
  }

  private static Delivery deliver(SmtpSession session, Transmission what, String content)
      throws IOException {
    return session.deliver(what, new ByteArrayInputStream(content.getBytes(ISO_8859_1)));
  }

  @Test
  void aMessageGoesInTls() throws Exception {
    Script script =
        peer -> {
          peer.upTo(server.serverContext(), "REQUIRETLS");
          peer.answer("250 2.1.0 ok");
          peer.answer("250 2.1.5 ok");
          peer.answer("550 5.1.1 who?");
          peer.answer("354 go on");
          peer.hearData();
          peer.say("250 2.0.0 queued");
          peer.answer("221 bye");
          peer.waitForEnd();
        };
    try (var smtp = ScriptedSmtp.start(script)) {
      try (var session = open(smtp)) {
        assertThat(session.hello()).isInstanceOf(Hello.Extended.class);
        assertThat(session.startTls(ENCRYPTED)).isInstanceOf(TlsStart.Secured.class);
        assertThat(session.capabilities().extensions()).isEmpty();
        assertThat(session.hello()).isInstanceOf(Hello.Extended.class);
        var facts = session.tls().orElseThrow();
        assertThat(facts.protocol()).isEqualTo("TLSv1.3");
        assertThat(facts.chain()).isEqualTo(server.chain());
        assertThat(facts.isAuthenticated()).isFalse();
        assertThat(deliver(session, transmission(), "Subject: x\r\n\r\n.dot\r\n"))
            .isEqualTo(
                new Delivery.Finished(
                    List.of(
                        new Reply(250, List.of("2.1.5 ok")), new Reply(550, List.of("5.1.1 who?"))),
                    new Reply(250, List.of("2.0.0 queued"))));
      }
      assertThat(smtp.heard())
          .containsExactly(
              "EHLO client.example",
              "STARTTLS",
              "EHLO client.example",
              "MAIL FROM:<a@client.example>",
              "RCPT TO:<b@mx.example>",
              "RCPT TO:<\"c d\"@mx.example>",
              "DATA",
              "Subject: x",
              "",
              "..dot",
              ".",
              "QUIT");
    }
  }

  @Test
  void commandsArePipelinedWhereThatIsOffered() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250-8bitmime", "250-SmtpUtf8", "250 PIPELINING");
          peer.hear();
          peer.hear();
          peer.hear();
          peer.say("250 ok", "250 ok", "250 ok");
          peer.answer("354 go on");
          peer.hearData();
          peer.say("451 4.3.0 not now");
          peer.answer("221 bye");
        };
    try (var smtp = ScriptedSmtp.start(script);
        var session = open(smtp)) {
      session.hello();
      var delivery = deliver(session, transmission(Need.EIGHT_BIT, Need.SMTPUTF8), "x\r\n");
      assertThat(delivery).isInstanceOf(Delivery.Finished.class);
      assertThat(((Delivery.Finished) delivery).last().isTransient()).isTrue();
      assertThat(smtp.heard())
          .contains("MAIL FROM:<a@client.example> BODY=8BITMIME SMTPUTF8", "x", ".");
    }
  }

  @Test
  void contentGoesInChunksWhereItShould() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 CHUNKING");
          peer.answer("250 ok");
          peer.answer("250 ok");
          peer.answer("250 ok");
          peer.hear();
          peer.hear(10);
          peer.say("250 10 octets");
          peer.answer("250 queued");
          peer.answer("221 bye");
        };
    try (var smtp = ScriptedSmtp.start(script);
        var session = open(smtp)) {
      session.hello();
      var delivery =
          deliver(session, transmission(Need.CHUNKING), "x: y\r\n\r\n.\r\n".substring(1));
      assertThat(delivery).isInstanceOf(Delivery.Finished.class);
      assertThat(smtp.heard()).contains("BDAT 10", ": y\r\n\r\n.\r\n", "BDAT 0 LAST");
    }
  }

  @Test
  void whatTheServerRefusesIsAnAnswerAndTheSessionGoesOn() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250 hi");
          peer.answer("550 not you");
          peer.answer("250 ok");
          peer.answer("550 not him");
          peer.answer("550 nor her");
          peer.answer("250 reset");
          peer.answer("250 ok");
          peer.answer("250 ok");
          peer.answer("250 ok");
          peer.answer("451 no data");
          peer.answer("250 reset");
          peer.answer("221 bye");
        };
    try (var smtp = ScriptedSmtp.start(script);
        var session = open(smtp)) {
      session.hello();
      assertThat(deliver(session, transmission(), "x\r\n"))
          .isInstanceOf(Delivery.SenderRefused.class);
      assertThat(deliver(session, transmission(), "x\r\n"))
          .isInstanceOf(Delivery.RecipientsRefused.class);
      assertThat(deliver(session, transmission(), "x\r\n"))
          .isInstanceOf(Delivery.DataRefused.class);
      assertThat(deliver(session, transmission(Need.SMTPUTF8), "x\r\n"))
          .isEqualTo(new Delivery.Lacking(Need.SMTPUTF8));
      assertThat(deliver(session, transmission(Need.REQUIRETLS), "x\r\n"))
          .isEqualTo(new Delivery.Lacking(Need.REQUIRETLS));
    }
  }

  @Test
  void anAddressBeyondAsciiNeedsSmtpUtf8() throws Exception {
    var address = new Address("b\u00c3\u00bc", Host.of("mx.example"));
    var toIt = new Transmission(new ReversePath.Null(), List.of(address), Set.of());
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 8BITMIME");
          peer.answer("221 bye");
        };
    try (var smtp = ScriptedSmtp.start(script);
        var session = open(smtp)) {
      session.hello();
      assertThat(deliver(session, toIt, "x\r\n")).isEqualTo(new Delivery.Lacking(Need.SMTPUTF8));
    }
  }

  @Test
  void contentThatCouldBeTwoMessagesIsNotSentToItsEnd() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("250 hi");
          peer.answer("250 ok");
          peer.answer("250 ok");
          peer.answer("250 ok");
          peer.answer("354 go on");
          peer.hearData();
          throw new AssertionError("there is no end");
        };
    try (var smtp = ScriptedSmtp.start(script);
        var session = open(smtp)) {
      session.hello();
      assertThat(deliver(session, transmission(), "x\r\n\n.\nMAIL FROM:<x@y>\r\n"))
          .isEqualTo(new Delivery.Unsendable(3));
      assertThat(session.isOpen()).isFalse();
      assertThat(smtp.heard()).doesNotContain(".");
    }
  }

  @Test
  void anOldServerIsGreetedWithHelo() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("502 what?");
          peer.answer("250-old", "250 STARTTLS");
          peer.answer("221 bye");
        };
    try (var smtp = ScriptedSmtp.start(script);
        var session = open(smtp)) {
      assertThat(session.hello()).isInstanceOf(Hello.Basic.class);
      assertThat(session.startTls(ENCRYPTED)).isEqualTo(new TlsStart.NotOffered());
      assertThat(smtp.heard()).containsExactly("EHLO client.example", "HELO client.example");
    }
  }

  @Test
  void aServerThatDoesNotWantUsSaysSo() throws Exception {
    Script script =
        peer -> {
          peer.say("554-no", "554 not you");
          peer.answer("221 bye");
        };
    try (var smtp = ScriptedSmtp.start(script)) {
      assertThat(CLIENT.open(smtp.address()))
          .isEqualTo(new Opened.Declined(new Reply(554, List.of("no", "not you"))));
    }
  }

  @Test
  void aPortWithoutServerIsUnreachable() throws Exception {
    InetSocketAddress nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    assertThat(CLIENT.open(nobody))
        .isInstanceOf(Opened.Lost.class)
        .extracting(lost -> ((Opened.Lost) lost).loss())
        .isInstanceOf(Loss.Unreachable.class);
  }

  private static SmtpClient hasty(Duration greeting, Duration handshake) {
    var long30 = Duration.ofSeconds(30);
    return new SmtpClient(
        Domain.of("client.example"),
        new Patience(long30, greeting, long30, handshake, long30, long30, long30));
  }

  @Test
  void aPeerThatDoesNothingIsLeft() throws Exception {
    var soon = Duration.ofMillis(100);
    try (var smtp = ScriptedSmtp.start(ScriptedSmtp.Peer::waitForEnd)) {
      assertThat(hasty(soon, soon).open(smtp.address()))
          .isEqualTo(new Opened.Lost(new Loss.TimedOut(Loss.Stage.GREETING, soon)));
    }
    Script silentHandshake =
        peer -> {
          peer.say("220 hi");
          peer.answer("250-hi", "250 STARTTLS");
          peer.answer("220 go");
          peer.waitForEnd();
        };
    try (var smtp = ScriptedSmtp.start(silentHandshake)) {
      var client = hasty(Duration.ofSeconds(30), soon);
      var session = ((Opened.Ready) client.open(smtp.address())).session();
      session.hello();
      assertThat(session.startTls(ENCRYPTED))
          .isEqualTo(new TlsStart.Lost(new Loss.TimedOut(Loss.Stage.HANDSHAKE, soon)));
    }
  }

  @Test
  void aPeerThatSendsAnOctetNowAndThenGainsNothing() throws Exception {
    Script drip =
        peer -> {
          peer.octets("220-");
          while (true) {
            peer.octets("\r\n220-");
          }
        };
    var client = hasty(Duration.ofMillis(100), Duration.ofSeconds(30));
    try (var smtp = ScriptedSmtp.start(drip)) {
      assertThat(client.open(smtp.address())).isInstanceOf(Opened.Lost.class);
    }
  }

  @Test
  void aSessionThatIsOverIsNotUsed() throws Exception {
    Script script =
        peer -> {
          peer.say("220 hi");
          peer.answer("221 bye");
        };
    try (var smtp = ScriptedSmtp.start(script)) {
      var session = open(smtp);
      session.close();
      assertThatThrownBy(session::hello).isInstanceOf(IllegalStateException.class);
    }
  }
}

package org.signet.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.smtp.Loss.Stage;

/// A client's session with one server: EHLO, STARTTLS, EHLO again, mail, QUIT. For one thread at a
/// time. Every answer is a case of a sealed type; behind a lost session nothing may be said.
public final class SmtpSession implements AutoCloseable {
  /// Octets of injected clear text that are kept to be shown.
  private static final int SHOWN = 200;

  private final Connection connection;
  private final Domain name;
  private Capabilities capabilities = Capabilities.NONE;
  private Optional<TlsFacts> tls = Optional.empty();

  SmtpSession(Connection connection, Domain name) {
    this.connection = connection;
    this.name = name;
  }

  /// What the server offers, by its last reply to EHLO in the present state: nothing before one,
  /// and nothing of what it said before TLS (RFC 3207 §4.2).
  public Capabilities capabilities() {
    return capabilities;
  }

  /// What TLS the session runs in; empty in clear text.
  public Optional<TlsFacts> tls() {
    return tls;
  }

  /// Whether the connection stands, as far as is known.
  public boolean isOpen() {
    return connection.isOpen();
  }

  /// Says EHLO, and HELO to a server that does not know it (RFC 5321 §3.2).
  public Hello hello() {
    capabilities = Capabilities.NONE;
    return switch (ask(Stage.EHLO, "EHLO " + name)) {
      case Answered.Lost(var loss) -> new Hello.Lost(loss);
      case Answered.Replied(var reply) when reply.isPositive() -> {
        capabilities = Capabilities.of(reply);
        yield new Hello.Extended(capabilities, reply);
      }
      case Answered.Replied(var reply) when isUnknownCommand(reply) -> helo();
      case Answered.Replied(var reply) -> new Hello.Declined(reply);
    };
  }

  /// RFC 5321 §4.1.4: what a server answers that does not take EHLO.
  private static boolean isUnknownCommand(Reply reply) {
    return switch (reply.code()) {
      case 500, 501, 502, 504, 550 -> true;
      default -> false;
    };
  }

  private Hello helo() {
    return switch (ask(Stage.EHLO, "HELO " + name)) {
      case Answered.Lost(var loss) -> new Hello.Lost(loss);
      case Answered.Replied(var reply) when reply.isPositive() -> new Hello.Basic(reply);
      case Answered.Replied(var reply) -> new Hello.Declined(reply);
    };
  }

  /// Asks for TLS where it is offered, and makes it (RFC 3207 §4).
  ///
  /// @throws IllegalStateException where the session is in TLS already (§4.2)
  public TlsStart startTls(TlsDemand demand) {
    if (tls.isPresent()) {
      throw new IllegalStateException("the session is in TLS");
    }
    if (!capabilities.offers("STARTTLS")) {
      return new TlsStart.NotOffered();
    }
    return switch (ask(Stage.STARTTLS, "STARTTLS")) {
      case Answered.Lost(var loss) -> new TlsStart.Lost(loss);
      case Answered.Replied(var reply) when reply.code() != 220 -> new TlsStart.Declined(reply);
      case Answered.Replied _ when connection.in().holdsMore() -> {
        var octets = connection.in().take(SHOWN);
        connection.abandon();
        yield new TlsStart.PlaintextInjected(octets);
      }
      case Answered.Replied _ -> handshake(demand);
    };
  }

  private TlsStart handshake(TlsDemand demand) {
    var start = new Handshake(connection, demand).run();
    if (start instanceof TlsStart.Secured(var facts)) {
      tls = Optional.of(facts);
      capabilities = Capabilities.NONE;
    }
    return start;
  }

  /// Sends one message.
  ///
  /// @param content with CRLF at the end of each line, read once
  /// @throws IOException where `content` does; the connection is closed then
  public Delivery deliver(Transmission transmission, InputStream content) throws IOException {
    requireOpen();
    return new Transaction(connection, capabilities, tls, transmission).run(content);
  }

  private Answered ask(Stage stage, String command) {
    requireOpen();
    return connection.ask(stage, command);
  }

  private void requireOpen() {
    if (!connection.isOpen()) {
      throw new IllegalStateException("the session is over");
    }
  }

  /// Says QUIT where the connection stands, waits shortly for its reply, and closes.
  @Override
  public void close() {
    connection.quit();
  }
}

package org.signet.maillog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.maillog.Connection.Outcome;
import org.signet.maillog.Transmission.Privacy;
import org.signet.tlsrpt.ResultType;

/// What is known of one process that sends mail, one message after the other.
///
/// It tells of an encrypted connection before it names the message. So a connection belongs to the
/// message that is named next, and to no later one: that would have made its own, or told that it
/// took one again. Where the process loses it, Postfix may try the same host in clear.
final class Sender {
  /// Connections of one message; Postfix tries five addresses (smtp_mx_address_limit).
  private static final int MOST = 16;

  private static final class Open {
    private final TlsSession session;

    /// Of the line that told of it.
    private final long number;

    /// What is wrong with the certificate; empty where nothing is.
    private final String certificate;

    private boolean isTaken;
    private boolean isCounted;

    private Open(TlsSession session, long number, String certificate) {
      this.session = session;
      this.number = number;
      this.certificate = certificate;
      this.isCounted = session.isReused();
    }
  }

  /// A connection that ended before a recipient of the message was named.
  private record Ended(Instant at, Relay relay, Outcome outcome) {}

  private final List<Open> open = new ArrayList<>();
  private final List<Ended> ended = new ArrayList<>();
  private final List<String> countedWithout = new ArrayList<>();
  private String message = "";
  private long activated;
  private String certificate = "";
  private Relay handshake = new Relay.Nobody();
  private Instant seen = Instant.EPOCH;
  private boolean tellsOfTls;

  /// When it was heard of last.
  Instant seen() {
    return seen;
  }

  /// Whether this process tells of its encrypted connections; it does so always or never.
  boolean tellsOfTls() {
    return tellsOfTls;
  }

  void seen(Instant at) {
    seen = at;
  }

  void connected(TlsSession session, long number) {
    tellsOfTls = true;
    if (open.size() == MOST) {
      open.removeFirst();
    }
    open.add(new Open(session, number, certificate));
    certificate = "";
  }

  /// What it says of a certificate comes before it tells of the connection.
  void certificateIs(String words) {
    certificate = words;
  }

  void handshakeFailed(Relay with) {
    handshake = with;
  }

  /// It names a message.
  ///
  /// @param since the number of the line by which the queue gave it out last
  void names(String queueId, long since) {
    if (!queueId.equals(message) || since > activated) {
      open.removeIf(one -> one.isTaken || one.number < since);
      ended.clear();
      countedWithout.clear();
      message = queueId;
      activated = since;
    }
    open.forEach(one -> one.isTaken = true);
  }

  /// The connection to this host, whatever its name: names may share an address, and a connection.
  Optional<TlsSession> session(Relay.Host host) {
    return openTo(host).map(one -> one.session);
  }

  private Optional<Open> openTo(Relay.Host host) {
    return open.reversed().stream()
        .filter(one -> one.session.to().port() == host.port())
        .filter(one -> one.session.to().address().equals(host.address()))
        .findFirst();
  }

  /// It said something of the message before it came to an end with it, and tries on.
  void triesOn(String said, Instant at) {
    var last = open.isEmpty() ? Optional.<Open>empty() : Optional.of(open.getLast());
    var failure = FailureWords.of(said, last.map(one -> one.certificate).orElse(""));
    if (failure.isPresent()) {
      var relay = last.<Relay>map(one -> one.session.to()).orElse(handshake);
      end(new Ended(at, relay, new Outcome.Failed(failure.get(), said)));
      last.ifPresent(one -> one.isCounted = true);
    }
    if (failure.isPresent() || FailureWords.isLoss(said)) {
      open.stream()
          .filter(one -> !one.isCounted)
          .map(one -> new Ended(at, one.session.to(), new Outcome.Encrypted(one.session)))
          .forEach(this::end);
      open.clear();
    }
  }

  private void end(Ended one) {
    if (ended.size() < MOST) {
      ended.add(one);
    }
  }

  /// The connections that are known whole with this delivery, each once.
  List<Connection> connections(
      Delivery delivery, Privacy privacy, Instant at, Optional<Domain> of) {
    boolean isFallback = !ended.isEmpty() && privacy instanceof Privacy.Clear;
    var found = new ArrayList<Connection>();
    ended.forEach(one -> found.add(new Connection(one.at, of, one.relay, one.outcome)));
    ended.clear();
    last(delivery, privacy)
        .filter(_ -> !isFallback)
        .ifPresent(outcome -> found.add(new Connection(at, of, delivery.relay(), outcome)));
    return found;
  }

  /// How the connection ended over which this delivery went; empty where it was counted before.
  private Optional<Outcome> last(Delivery delivery, Privacy privacy) {
    var session =
        delivery.relay() instanceof Relay.Host host ? openTo(host) : Optional.<Open>empty();
    var failure =
        FailureWords.of(delivery.said(), session.map(one -> one.certificate).orElse(""))
            .or(() -> inClear(delivery, privacy));
    if (session.isPresent()) {
      boolean isNew = !session.get().isCounted;
      session.get().isCounted = true;
      return isNew
          ? Optional.of(
              failure
                  .<Outcome>map(why -> new Outcome.Failed(why, delivery.said()))
                  .orElseGet(() -> new Outcome.Encrypted(session.get().session)))
          : Optional.empty();
    }
    var host = delivery.relay().toString();
    if (failure.isEmpty() || countedWithout.contains(host) || countedWithout.size() == MOST) {
      return Optional.empty();
    }
    countedWithout.add(host);
    return Optional.of(new Outcome.Failed(failure.get(), delivery.said()));
  }

  private static Optional<ResultType> inClear(Delivery delivery, Privacy privacy) {
    return privacy instanceof Privacy.Clear && !delivery.isReused()
        ? Optional.of(ResultType.STARTTLS_NOT_SUPPORTED)
        : Optional.empty();
  }
}

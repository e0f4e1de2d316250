package org.signet.maillog;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.signet.maillog.Transmission.Privacy;
import org.signet.maillog.Transmission.Status;

/// Joins the lines of a log, in their order, to what became of each message and each connection.
/// Its memory is bounded, and what it forgets it does not guess at.
public final class Joiner {
  private static final int MOST_SENDERS = 10_000;
  private static final int MOST_MESSAGES = 100_000;
  private static final int MOST_PROGRAMS = 1_000;

  /// For how long an encrypted connection shows that the program tells of such. Which level it logs
  /// at is not in the log, and may be changed at any time.
  private static final Duration TELLS = Duration.ofDays(1);

  /// After which the number of a process is that of another.
  private static final Duration PROCESS_LIVES = Duration.ofDays(1);

  private static final String CERTIFICATE = "ertificate verification failed for ";
  private static final String HANDSHAKE = "SSL_connect error to ";

  private final Consumer<LogEvent> events;
  private final Map<String, Sender> senders = new Lru<>(MOST_SENDERS);

  /// The line at which the queue gave out a message last, by its id.
  private final Map<String, Long> activated = new Lru<>(MOST_MESSAGES);

  /// When a program told last of an encrypted connection.
  private final Map<String, Instant> told = new Lru<>(MOST_PROGRAMS);

  private long number;

  /// Keeps what was used last.
  private static final class Lru<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    private Lru(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > most;
    }
  }

  /// @param events takes what was found, in the order of the lines by which it is complete
  public Joiner(Consumer<LogEvent> events) {
    this.events = events;
  }

  /// Takes the next line.
  public void accept(LogLine line) {
    number++;
    switch (line.service()) {
      case "qmgr" -> queue(line);
      case "smtp", "lmtp" -> client(line);
      default -> other(line);
    }
  }

  private void queue(LogLine line) {
    var queueId = Delivery.queueId(line.text());
    if (queueId.isEmpty()) {
      return;
    }
    var rest = line.text().substring(queueId.get().length() + 2);
    if (rest.equals("removed")) {
      activated.remove(message(line, queueId.get()));
      events.accept(new LogEvent.Removed(line.at(), line.host(), queueId.get()));
    } else if (rest.endsWith("(queue active)")) {
      activated.put(message(line, queueId.get()), number);
    }
  }

  /// Instances of Postfix on one host have queues of their own.
  private static String message(LogLine line, String queueId) {
    return line.host() + ' ' + line.instance() + ' ' + queueId;
  }

  private void client(LogLine line) {
    var sender = sender(line);
    var queueId = Delivery.queueId(line.text());
    if (queueId.isPresent()) {
      var rest = line.text().substring(queueId.get().length() + 2);
      sender.names(queueId.get(), activated.getOrDefault(message(line, queueId.get()), 0L));
      Delivery.parse(rest)
          .ifPresentOrElse(
              delivery -> delivered(line, queueId.get(), delivery, sender),
              () -> sender.triesOn(rest, line.at()));
      return;
    }
    var session = TlsSession.parse(line);
    if (session.isPresent()) {
      sender.connected(session.get(), number);
      told.put(line.host() + ' ' + line.program(), line.at());
    } else if (line.text().startsWith(HANDSHAKE)) {
      sender.handshakeFailed(Relay.parse(upToColon(line.text().substring(HANDSHAKE.length()))));
    } else if (line.text().contains(CERTIFICATE)) {
      sender.certificateIs(line.text());
    }
  }

  /// The `host[address]:port` in front of `: reason`.
  private static String upToColon(String text) {
    int end = text.indexOf(": ");
    return end < 0 ? text : text.substring(0, end);
  }

  private Sender sender(LogLine line) {
    var key = line.host() + ' ' + line.program() + ' ' + line.process();
    var known = senders.get(key);
    if (known == null || known.seen().plus(PROCESS_LIVES).isBefore(line.at())) {
      known = new Sender();
      senders.put(key, known);
    }
    known.seen(line.at());
    return known;
  }

  private void delivered(LogLine line, String queueId, Delivery delivery, Sender sender) {
    var privacy = privacy(delivery, sender, () -> tells(line, sender));
    var sent = transmission(line, queueId, delivery, privacy);
    sender.connections(delivery, privacy, line.at(), sent.domain()).forEach(events);
    events.accept(sent);
  }

  private boolean tells(LogLine line, Sender sender) {
    var last = told.get(line.host() + ' ' + line.program());
    return sender.tellsOfTls() || (last != null && !last.plus(TELLS).isBefore(line.at()));
  }

  private static Privacy privacy(Delivery delivery, Sender sender, Supplier<Boolean> tells) {
    if (!(delivery.relay() instanceof Relay.Host host)) {
      return new Privacy.NotOnTheWay();
    }
    var session = sender.session(host);
    if (session.isPresent()) {
      return new Privacy.Encrypted(session.get());
    }
    boolean isStopped =
        delivery.status() != Status.SENT && FailureWords.of(delivery.said(), "").isPresent();
    if (isStopped) {
      return new Privacy.NotOnTheWay();
    }
    return tells.get() ? new Privacy.Clear() : new Privacy.NotLogged();
  }

  /// A program that uses no network, or gives mail back because others failed.
  private void other(LogLine line) {
    var queueId = Delivery.queueId(line.text());
    queueId
        .flatMap(id -> Delivery.parse(line.text().substring(id.length() + 2)))
        .map(one -> transmission(line, queueId.orElseThrow(), one, new Privacy.NotOnTheWay()))
        .ifPresent(events);
  }

  private static Transmission transmission(
      LogLine line, String queueId, Delivery delivery, Privacy privacy) {
    return new Transmission(
        line.at(),
        line.host(),
        line.program(),
        queueId,
        delivery.recipient(),
        delivery.relay(),
        privacy,
        delivery.status(),
        delivery.dsn(),
        delivery.said());
  }
}

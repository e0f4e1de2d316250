package org.signet.maillog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Domain;
import org.signet.maillog.Transmission.Privacy;

/// What lines come to, for tests.
final class Told {
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private Told() {}

  static List<LogEvent> by(List<String> lines) {
    var events = new ArrayList<LogEvent>();
    var joiner = new Joiner(events::add);
    var parser = new LineParser(NOON, ZoneOffset.UTC);
    lines.forEach(line -> parser.parse(line).ifPresent(joiner::accept));
    return events;
  }

  /// Those lines, a second after another, each as `smtp[1]: text`.
  static List<LogEvent> by(String instance, String... lines) {
    var all = new ArrayList<String>();
    for (var line : lines) {
      all.add("Nov 25 11:00:%02d mx %s/%s".formatted(all.size(), instance, line));
    }
    return by(all);
  }

  static List<Transmission> transmissions(List<LogEvent> events) {
    return events.stream()
        .filter(Transmission.class::isInstance)
        .map(Transmission.class::cast)
        .toList();
  }

  static List<String> words(List<LogEvent> events) {
    return events.stream().map(Told::words).toList();
  }

  /// An event on a line.
  static String words(LogEvent event) {
    return switch (event) {
      case LogEvent.Removed(_, _, var id) -> id + " removed";
      case Transmission one ->
          "%s %s %s %s: %s"
              .formatted(
                  one.queueId(),
                  one.recipient(),
                  one.status().word(),
                  words(one.relay()),
                  words(one.privacy()));
      case Connection(_, var domain, var relay, var outcome) ->
          "connection for %s %s: %s"
              .formatted(domain.map(Domain::text).orElse("?"), words(relay), words(outcome));
    };
  }

  private static String words(Connection.Outcome outcome) {
    return switch (outcome) {
      case Connection.Outcome.Encrypted(var session) -> session.trust().word();
      case Connection.Outcome.Failed(var type, _) -> type.word();
    };
  }

  private static String words(Relay relay) {
    return switch (relay) {
      case Relay.Nobody _ -> "to nobody";
      case Relay.Local(var name) -> "within the host to " + name;
      case Relay.Host host -> "to " + host;
    };
  }

  static String words(Privacy privacy) {
    return switch (privacy) {
      case Privacy.Encrypted(var session) ->
          "%s, %s%s"
              .formatted(
                  session.trust().word(), session.protocol(), session.isReused() ? ", reused" : "");
      case Privacy.Clear _ -> "in clear";
      case Privacy.NotLogged _ -> "not logged";
      case Privacy.NotOnTheWay _ -> "not on the way";
    };
  }
}

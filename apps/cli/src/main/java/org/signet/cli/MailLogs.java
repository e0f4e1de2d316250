package org.signet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.signet.maillog.Joiner;
import org.signet.maillog.LogEvent;
import org.signet.maillog.MailLog;

/// The log of the mail server: where it is, and how a command reads it.
final class MailLogs {
  /// Where Debian and others have it, and where Red Hat has it.
  private static final List<Path> USUAL =
      List.of(Path.of("/var/log/mail.log"), Path.of("/var/log/maillog"));

  private static final Path STANDARD_INPUT = Path.of("-");

  private MailLogs() {}

  /// The one that was named, or one where it usually is; empty where there is none.
  static Optional<Path> find(Optional<Path> named) {
    return named.or(() -> USUAL.stream().filter(Files::isReadable).findFirst());
  }

  /// Reads what it tells of mail. What is damaged is told on the standard error.
  static void read(Path file, Instant since, Surroundings surroundings, Consumer<LogEvent> events)
      throws CommandFailure {
    var joiner = new Joiner(events);
    var zone = ZoneId.systemDefault();
    try {
      var reading =
          file.equals(STANDARD_INPUT)
              ? MailLog.read(surroundings.in(), Instant.now(), zone, joiner::accept)
              : MailLog.read(file, since, zone, joiner::accept);
      var err = new Screen(surroundings.err());
      for (var damage : reading.damages()) {
        err.print(
            "signet explain: cannot read %s to its end: %s%n"
                .formatted(Shown.name(damage.file().toString()), Shown.reason(damage.why())));
      }
      if (reading.understood() == 0) {
        err.print(
            "signet explain: none of the %d lines of %s is of Postfix%n"
                .formatted(reading.lines(), Shown.name(file.toString())));
      }
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    }
  }
}

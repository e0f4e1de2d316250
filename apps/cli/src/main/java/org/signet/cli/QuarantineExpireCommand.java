package org.signet.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.signet.guard.Configuration;
import org.signet.guard.serve.Quarantine;
import org.signet.queue.MailQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `signet quarantine expire`: what is held for too long.
@Command(
    name = "expire",
    description = {
      "Reports what is held for longer than [quarantine] days; with expired = \"delete\", deletes"
          + " it.",
      "To be run once a day, as root."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 nothing is held for too long, or it is deleted; 1 something is; 2 wrong usage;"
          + " 65 the configuration, the store or the queue is unreadable."
    })
final class QuarantineExpireCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final QuarantineOptions options = new QuarantineOptions();

  QuarantineExpireCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var configuration = options.read();
    var ended =
        options.open(
            configuration, (quarantine, queue, _) -> expire(quarantine, queue, configuration));
    var screen = new Screen(surroundings.out());
    screen.print(ended.text());
    screen.check();
    return ended.exit().code();
  }

  private QuarantineOptions.Ended expire(
      Quarantine quarantine, MailQueue queue, Configuration configuration) throws IOException {
    var now = options.now();
    var expired =
        quarantine.list().ours().stream()
            .filter(one -> QuarantineOptions.isExpired(one, configuration, now))
            .toList();
    if (configuration.holding().deletes()) {
      return QuarantineOptions.change(
          quarantine, expired, " has expired and is deleted", queue::delete);
    }
    return new QuarantineOptions.Ended(
        expired.stream().map(one -> QuarantineOptions.line(one, configuration, now)).toList(),
        expired.isEmpty() ? Exit.GOOD : Exit.FAILED);
  }
}

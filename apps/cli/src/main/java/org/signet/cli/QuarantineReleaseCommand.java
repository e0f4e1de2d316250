package org.signet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.signet.guard.serve.Quarantine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `signet quarantine release`: messages go their way.
@Command(
    name = "release",
    description = {
      "Lets messages that are held go to their recipients.",
      "What Signet does not hold is left alone. Run it as root."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 good; 1 some of them could not be; 2 wrong usage; 65 the configuration, the"
          + " store or the queue is unreadable."
    })
final class QuarantineReleaseCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final QuarantineOptions options = new QuarantineOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "QUEUE-ID",
      description = "By which the mail server knows the message.")
  private List<String> queueIds = new ArrayList<>();

  QuarantineReleaseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var ended =
        options.open(
            options.read(),
            (quarantine, queue, _) -> {
              var picked = new ArrayList<Quarantine.Message>();
              var refused = QuarantineOptions.pick(quarantine.list(), queueIds, picked);
              return QuarantineOptions.change(quarantine, picked, " is released", queue::release)
                  .and(refused);
            });
    var screen = new Screen(surroundings.out());
    screen.print(ended.text());
    screen.check();
    return ended.exit().code();
  }
}

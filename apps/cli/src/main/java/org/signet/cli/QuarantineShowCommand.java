package org.signet.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.guard.serve.Quarantine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet quarantine show`: one message, and why it was put aside.
@Command(
    name = "show",
    description = "Shows a message that was put aside, and the proof of why.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 good; 1 no such message is held; 2 wrong usage; 65 the configuration, the"
          + " store or the queue is unreadable."
    })
final class QuarantineShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final QuarantineOptions options = new QuarantineOptions();

  @Option(
      names = "--message",
      description = "Write the message itself, and nothing else, to the standard output.")
  private boolean isMessage = false;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "QUEUE-ID", description = "By which the mail server knows the message.")
  private String queueId = "";

  QuarantineShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var configuration = options.read();
    var screen = new Screen(surroundings.out());
    options.open(
        configuration,
        (quarantine, queue, archive) -> {
          var found = QuarantineOptions.find(quarantine.list(), queueId);
          if (found.isEmpty()) {
            throw new CommandFailure(
                Exit.FAILED,
                absent(
                    archive.find(queueId).stream()
                        .flatMap(one -> Quarantine.sentTo(one).stream())
                        .findFirst()));
          }
          if (isMessage) {
            queue.show(queueId, surroundings.out());
          } else {
            screen.print(
                output
                    .page(surroundings)
                    .show(JudgedMail.explain(found.get().then(), configuration)));
          }
          return true;
        });
    screen.check();
    return Exit.GOOD.code();
  }

  private String absent(Optional<String> to) {
    return to.map(
            address ->
                Shown.name(queueId)
                    + " is not held: it went to "
                    + Shown.name(address)
                    + " instead of its recipients; signet explain tells why, and the mail store"
                    + " has it")
        .orElse("Signet holds no message " + Shown.name(queueId));
  }
}

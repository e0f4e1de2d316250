package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Configuration;
import org.signet.guard.DirectionExplainer;
import org.signet.guard.HandlingExplainer;
import org.signet.guard.LogWords;
import org.signet.guard.serve.Again;
import org.signet.store.Archive;
import org.signet.store.KeptMessage;
import org.signet.verifier.VerificationExplainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet explain`: why the guard did what it did with a message.
@Command(
    name = "explain",
    description = "Tells why the guard did what it did with a message that it judged lately.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "Exit codes: 0 it is told; 1 no such message is kept; 2 wrong usage; 65 the configuration or"
          + " the store is unreadable.",
      "",
      "Example:",
      "  signet explain --config /etc/signet/signet.toml 4bX2y1"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration of the guard, which says where proofs are kept.")
  private Path file = Path.of("");

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "QUEUE-ID",
      description = "By which the mail server knows the message; its log has it.")
  private String queueId = "";

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var configuration = Configurations.read(file);
    var keeping = Configurations.keeping(configuration, file);
    var found = find(keeping);
    if (found.isEmpty()) {
      throw new CommandFailure(
          Exit.FAILED,
          "no message with the queue id "
              + Shown.name(queueId)
              + " is kept; it may be too old, or it was not judged, being one of yours");
    }
    var screen = new Screen(surroundings.out());
    var page = output.page(surroundings);
    for (var message : found) {
      screen.print(page.show(explain(message, configuration)));
    }
    screen.check();
    return Exit.GOOD.code();
  }

  private List<KeptMessage> find(Configuration.Keeping keeping) throws CommandFailure {
    try (var archive = Archive.open(keeping.place())) {
      return archive.find(queueId);
    } catch (IOException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Explanation explain(KeptMessage message, Configuration configuration) {
    var head =
        "Message %s, judged at %s: %s."
            .formatted(message.queueId(), message.at(), message.action());
    return switch (Again.of(message, configuration)) {
      case Parsed.Malformed<Again>(var problem) ->
          Explanation.of(Mark.UNKNOWN, head)
              .because(
                  List.of(
                      Explanation.of(
                          Mark.UNKNOWN, "Its proof cannot be read: " + problem.sentence())));
      case Parsed.Ok<Again>(var again) ->
          Explanation.of(Mark.NOTE, head)
              .because(
                  DirectionExplainer.explain(again.now().direction()),
                  handling(again),
                  VerificationExplainer.explain(again.proof()));
    };
  }

  /// What is done by the configuration as it is now, which may not be what was done then.
  private static Explanation handling(Again again) {
    var now = HandlingExplainer.explain(again.now().handling());
    return LogWords.of(again.now().done()).equals(again.then().action())
        ? now
        : Explanation.of(
                Mark.NOTE,
                "It was decided otherwise then; by the configuration and the memory of now:")
            .because(now);
  }
}

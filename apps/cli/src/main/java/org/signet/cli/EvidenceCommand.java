package org.signet.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.signet.verifier.EvidenceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `signet evidence`: a bundle that proves, years later and offline, what was signed and published.
@Command(
    name = "evidence",
    description = {
      "Packs a message and what proves its verdict into one file.",
      "The file holds the message, how it came, every answer of the DNS and the verdict, so that"
          + " 'signet evidence verify' can check them years later without a network. It goes to the"
          + " standard output, and is a ZIP archive with a README."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    sortSynopsis = false,
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  signet evidence message.eml > proof.zip",
      "  signet evidence verify proof.zip"
    })
final class EvidenceCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "MESSAGE",
      description = "A file with one message, or - for the standard input.")
  private String operand = "";

  @Mixin private final EnvelopeOptions envelope = new EnvelopeOptions();
  @Mixin private final WorldOptions world = new WorldOptions();

  EvidenceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// The command, and the one below it.
  static CommandLine withVerify(Surroundings surroundings) {
    return new CommandLine(new EvidenceCommand(surroundings))
        .addSubcommand(new EvidenceVerifyCommand(surroundings));
  }

  @Override
  public Integer call() throws CommandFailure {
    if (operand.isEmpty()) {
      throw new ParameterException(command.commandLine(), "Say which message.");
    }
    if (surroundings.outIsTerminal()) {
      throw new CommandFailure(
          Exit.USAGE, "the bundle is no text for a terminal; write it to a file, with > proof.zip");
    }
    var run = world.open();
    var stated = envelope.stated(run.replayed());
    var letter = new Inputs(List.of(operand), surroundings.in()).only();
    try (var out = new BufferedOutputStream(surroundings.out())) {
      var arrival = Arrival.of(stated, letter.header());
      EvidenceBundle.gather(run.world(), letter.message(), arrival.envelope()).write(out);
    } catch (IOException e) {
      throw CommandFailure.unreadable("cannot write the bundle: " + Shown.reason(e));
    }
    run.save(HostName::own, stated);
    return Exit.GOOD.code();
  }
}

package org.signet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `signet quarantine`: what the guard put aside.
@Command(
    name = "quarantine",
    description = {
      "Lists, shows, releases and deletes what the guard put aside in the queue of the mail"
          + " server.",
      "Only what the guard itself holds is touched, and only while its proof is kept."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  signet quarantine list --config /etc/signet/signet.toml",
      "  signet quarantine show --config /etc/signet/signet.toml 4bX2y1",
      "  signet quarantine release --config /etc/signet/signet.toml 4bX2y1"
    })
final class QuarantineCommand implements Runnable {
  @Spec private CommandSpec command;

  /// The command, and those below it.
  static CommandLine withCommands(Surroundings surroundings) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new QuarantineListCommand(surroundings))
        .addSubcommand(new QuarantineShowCommand(surroundings))
        .addSubcommand(new QuarantineReleaseCommand(surroundings))
        .addSubcommand(new QuarantineDeleteCommand(surroundings))
        .addSubcommand(new QuarantineExpireCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Say what to do.");
  }
}

package org.signet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `signet key`: the keys that sign for a domain.
@Command(
    name = "key",
    description = "Makes, shows, checks and rotates the DKIM keys of a domain.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  signet key new --domain example.com --selector s1 --key s1.pem > s1.zone",
      "  signet key check --domain example.com --selector s1 --key s1.pem",
      "  signet key rotate --keys /var/lib/signet/keys --domain example.com"
    })
final class KeyCommand implements Runnable {
  @Spec private CommandSpec command;

  /// The command, and those below it.
  static CommandLine withCommands(Surroundings surroundings) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeyNewCommand(surroundings))
        .addSubcommand(new KeyShowCommand(surroundings))
        .addSubcommand(new KeyCheckCommand(surroundings))
        .addSubcommand(new KeyRotateCommand(surroundings))
        .addSubcommand(new KeyRetireCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Say what to do.");
  }
}

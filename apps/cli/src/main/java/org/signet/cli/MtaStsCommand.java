package org.signet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `signet mta-sts`: the policies that we serve for our own domains.
@Command(
    name = "mta-sts",
    description = "Shows the MTA-STS policy of a domain of ours, and the next steps with it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  signet mta-sts show --config /etc/signet/signet.toml example.org",
      "  signet mta-sts advance --config /etc/signet/signet.toml example.org",
      "  signet mta-sts retreat --config /etc/signet/signet.toml example.org"
    })
final class MtaStsCommand implements Runnable {
  @Spec private CommandSpec command;

  /// The command, and those below it.
  static CommandLine withCommands(Surroundings surroundings) {
    return new CommandLine(new MtaStsCommand())
        .addSubcommand(new MtaStsShowCommand(surroundings))
        .addSubcommand(new MtaStsStepsCommand.Advance(surroundings))
        .addSubcommand(new MtaStsStepsCommand.Retreat(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Say what to do.");
  }
}

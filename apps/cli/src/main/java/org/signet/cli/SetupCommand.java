package org.signet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `signet setup`: how a mail server comes to ask the guard. The commands below it do the work.
@Command(
    name = "setup",
    description = "Says how a mail server comes to ask the guard; changes nothing itself.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class SetupCommand implements Runnable {
  @Spec private CommandSpec command;

  /// The command, and those below it.
  static CommandLine withCommands(Surroundings surroundings) {
    return new CommandLine(new SetupCommand()).addSubcommand(new SetupPostfixCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Say which mail server: postfix.");
  }
}

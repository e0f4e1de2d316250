package org.signet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `signet tlsa`: the records that pin the keys of a mail server, and renewals that respect them.
@Command(
    name = "tlsa",
    description = "Makes the TLSA records of a mail server, and holds a renewal back for them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  signet tlsa records --host mx.example.org /etc/signet/tls/mx.example.org.pem",
      "  signet tlsa renew --state /var/lib/signet/tlsa"
    })
final class TlsaCommand implements Runnable {
  @Spec private CommandSpec command;

  /// The command, and those below it.
  static CommandLine withCommands(Surroundings surroundings) {
    return new CommandLine(new TlsaCommand())
        .addSubcommand(new TlsaRecordsCommand(surroundings))
        .addSubcommand(new TlsaRenewCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Say what to do.");
  }
}

package org.signet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `signet`: sub-commands do the work.
@Command(
    name = "signet",
    description = "Secures the mail of a domain.",
    mixinStandardHelpOptions = true,
    versionProvider = Signet.Version.class)
final class Signet implements Runnable {
  @Spec private CommandSpec command;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Signet()).execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Say what to do.");
  }

  /// The version of this build, from a resource that the build fills in.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      try (var version = Signet.class.getResourceAsStream("version")) {
        return new String[] {
          "signet " + new String(version.readAllBytes(), StandardCharsets.US_ASCII).strip()
        };
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

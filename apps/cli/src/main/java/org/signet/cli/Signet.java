package org.signet.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `signet`: sub-commands do the work.
@Command(
    name = "signet",
    description = "Secures the mail of a domain.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Signet.Version.class,
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Exit codes: 0 good; 1 a failed verdict; 2 wrong usage; 65 unreadable input;",
      "75 could not be determined now. Of several, 1 comes before 65, and 65 before 75.",
      "",
      "'signet help COMMAND' tells more."
    })
final class Signet implements Runnable {
  @Spec private CommandSpec command;

  public static void main(String[] arguments) {
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  /// Runs one command and answers its exit code.
  static int run(Surroundings surroundings, String... arguments) {
    var failures = new Failures(surroundings);
    var line = new CommandLine(new Signet());
    addCommands(line, surroundings, arguments.length == 0 ? "" : arguments[0]);
    return line.setColorScheme(
            Help.defaultColorScheme(surroundings.showsColors() ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(surroundings.out(), true, UTF_8))
        .setErr(new PrintWriter(surroundings.err(), true, UTF_8))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(arguments);
  }

  /// Adds the command that is asked for alone, so that it need not wait for the others to be
  /// prepared; all of them where it is none of them.
  private static void addCommands(CommandLine line, Surroundings surroundings, String asked) {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("verify", () -> new VerifyCommand(surroundings));
    commands.put("sign", () -> new SignCommand(surroundings));
    commands.put("seal", () -> new SealCommand(surroundings));
    commands.put("key", () -> KeyCommand.withCommands(surroundings));
    commands.put("tls", () -> new TlsCommand(surroundings));
    commands.put("serve", () -> new ServeCommand(surroundings));
    commands.put("explain", () -> new ExplainCommand(surroundings));
    commands.put("quarantine", () -> QuarantineCommand.withCommands(surroundings));
    commands.put("import", () -> new ImportCommand(surroundings));
    commands.put("setup", () -> SetupCommand.withCommands(surroundings));
    commands.put("doctor", () -> new DoctorCommand(surroundings));
    commands.put("tlsa", () -> TlsaCommand.withCommands(surroundings));
    commands.put("mta-sts", () -> MtaStsCommand.withCommands(surroundings));
    commands.put("evidence", () -> EvidenceCommand.withVerify(surroundings));
    var only = commands.get(asked);
    if (only != null) {
      line.addSubcommand(asked, only.get());
      return;
    }
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    line.addSubcommand(new HelpCommand());
    var completion = new CommandLine(new GenerateCompletion());
    completion.getCommandSpec().usageMessage().hidden(true);
    line.addSubcommand(completion);
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
        return new String[] {"signet " + new String(version.readAllBytes(), US_ASCII).strip()};
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package org.signet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.signet.guard.ConfigProblem;
import org.signet.guard.Configuration;
import org.signet.guard.OwnersSource;

/// What the commands about the guard have in common.
final class Configurations {
  private Configurations() {}

  /// The configuration in a file.
  static Configuration read(Path file) throws CommandFailure {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    }
    return switch (Configuration.read(file.toString(), text)) {
      case Configuration.Reading.Read(var configuration) -> configuration;
      case Configuration.Reading.Wrong(var problems) ->
          throw CommandFailure.unreadable(
              "mistakes in the configuration\n"
                  + problems.stream()
                      .map(ConfigProblem::toString)
                      .collect(Collectors.joining("\n")));
    };
  }

  /// Where it keeps proofs.
  static Configuration.Keeping keeping(Configuration configuration, Path file)
      throws CommandFailure {
    return configuration
        .keeping()
        .orElseThrow(
            () ->
                new CommandFailure(
                    Exit.FAILED,
                    "nothing is kept: "
                        + Shown.name(file.toString())
                        + " has no [store], such as folder = \"/var/lib/signet/store\""));
  }

  /// Reads the files that it names as the guard would when it starts.
  static void checkFiles(Configuration configuration) throws CommandFailure {
    try {
      if (configuration.signing().owners().open()
          instanceof OwnersSource.Opened.Wrong(var problem)) {
        throw CommandFailure.unreadable("mistakes in the table of owners\n" + problem);
      }
    } catch (IOException e) {
      throw CommandFailure.unreadable("cannot read the table of owners: " + Shown.reason(e));
    }
  }
}

package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.setup.postfix.Postconf;
import picocli.CommandLine.Option;

/// How a Postfix tells how it is set up.
final class PostconfOptions {
  /// Octets of what postconf prints, at most.
  private static final int MOST_OCTETS = 4 << 20;

  @Option(
      names = "--postconf",
      paramLabel = "FILE",
      description =
          "What 'postconf -n; postconf -M; postconf -P' printed, in place of the Postfix of this"
              + " host.")
  private Optional<Path> captured = Optional.empty();

  @Option(
      names = "--postfix-config",
      paramLabel = "FOLDER",
      description = "The configuration of Postfix, where it is not the usual one.")
  private Optional<Path> folder = Optional.empty();

  /// Whether it is the Postfix of this host.
  boolean isHere() {
    return captured.isEmpty();
  }

  /// How the program is called.
  String program() {
    return String.join(" ", command("postconf"));
  }

  /// How Postfix is told to look at its configuration again.
  String reload() {
    return String.join(" ", command("postfix")) + " reload";
  }

  private List<String> command(String program) {
    var words = new ArrayList<>(List.of(program));
    folder.ifPresent(path -> words.addAll(List.of("-c", path.toString())));
    return words;
  }

  Postconf read() throws CommandFailure {
    return Postconf.parse(captured.isPresent() ? text(captured.get()) : asked());
  }

  private static String text(Path file) throws CommandFailure {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_OCTETS), UTF_8);
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    }
  }

  private String asked() throws CommandFailure {
    var text = new StringBuilder();
    for (var question : List.of("-n", "-M", "-P")) {
      text.append(asked(question)).append('\n');
    }
    return text.toString();
  }

  private String asked(String question) throws CommandFailure {
    var words = command("postconf");
    words.add(question);
    try {
      var process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String text;
      try (var in = process.getInputStream()) {
        text = new String(in.readNBytes(MOST_OCTETS), UTF_8);
      }
      int exit = process.onExit().join().exitValue();
      if (exit != 0) {
        throw CommandFailure.unreadable(String.join(" ", words) + " ended with " + exit);
      }
      return text;
    } catch (IOException _) {
      throw CommandFailure.unreadable(
          "there is no postconf here; write what 'postconf -n; postconf -M; postconf -P' print to a"
              + " file, and name it by --postconf");
    }
  }
}

package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page of Markdown whose blocks marked `console` show commands, each behind `$ `, and what they
/// print. Runs them, and tells how the page would read with what they really print.
///
/// A command is `signet` or `./signet` with its words, among them `< file` and `> file`, perhaps
/// with variables of the environment before it; `TTY=24x80` makes its output a terminal of that
/// many rows and columns, and a line `<!-- terminal 24x80 -->` for what follows it.
/// `echo $?` prints how the command before ended; `cat file` prints a file. Files are those of the
/// repository, otherwise those that commands of the page wrote.
final class Transcript {
  private static final String TERMINAL = "<!-- terminal ";

  private final Path root;
  private final Path folder;
  private Optional<TerminalSize> terminal = Optional.empty();
  private int lastExit;

  Transcript(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  /// The page as it should read.
  String rerun(String page) throws IOException {
    var out = new StringBuilder();
    boolean inBlock = false;
    for (var line : page.split("\n", -1)) {
      if (line.startsWith(TERMINAL)) {
        terminal = size(line.substring(TERMINAL.length(), line.indexOf(" -->")));
      } else if (inBlock && line.startsWith("```")) {
        inBlock = false;
      } else if (line.equals("```console")) {
        inBlock = true;
      } else if (inBlock && !line.startsWith("$ ")) {
        continue;
      }
      out.append(line).append('\n');
      if (inBlock && line.startsWith("$ ")) {
        out.append(run(line.substring(2)));
      }
    }
    return out.substring(0, out.length() - 1);
  }

  private String run(String command) throws IOException {
    if (command.equals("echo $?")) {
      return lastExit + "\n";
    }
    var environment = new HashMap<String, String>();
    var words = new ArrayList<>(List.of(command.split(" +", -1)));
    while (words.getFirst().matches("[A-Z_]+=.*")) {
      var assignment = words.removeFirst().split("=", 2);
      environment.put(assignment[0], assignment[1]);
    }
    var name = words.removeFirst();
    if (name.equals("cat")) {
      return Files.readString(file(words.getFirst()), UTF_8);
    }
    if (!name.equals("signet") && !name.equals("./signet")) {
      throw new IllegalArgumentException("no command of a transcript: " + command);
    }
    return signet(environment, words);
  }

  private String signet(Map<String, String> environment, List<String> words) throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[0]);
    var target = Optional.<Path>empty();
    var arguments = new ArrayList<String>();
    for (var word = words.iterator(); word.hasNext(); ) {
      var text = word.next();
      switch (text) {
        case "<" -> in = Files.newInputStream(file(word.next()));
        case ">" -> target = Optional.of(file(word.next()));
        case "--keys" -> arguments.addAll(List.of(text, file(word.next()).toString()));
        default -> arguments.add(isFile(text) ? file(text).toString() : text);
      }
    }
    var out = new ByteArrayOutputStream();
    var printed = target.isPresent() ? new ByteArrayOutputStream() : out;
    var size = size(environment.getOrDefault("TTY", "")).or(() -> terminal);
    environment.putIfAbsent("TERM", "dumb");
    var surroundings =
        new Surroundings(
            in,
            printed,
            out,
            size.isPresent() && target.isEmpty(),
            false,
            () -> size.orElse(TerminalSize.USUAL),
            environment);
    lastExit = Signet.run(surroundings, arguments.toArray(String[]::new));
    if (target.isPresent()) {
      Files.write(target.get(), printed.toByteArray());
    }
    return out.toString(UTF_8)
        .replace(root + "/", "")
        .replace(folder + "/", "")
        .replace("\u001b", "␛");
  }

  private static Optional<TerminalSize> size(String text) {
    return TerminalSize.parse(text.replace('x', ' '));
  }

  private static boolean isFile(String word) {
    return !word.startsWith("docs/") && word.matches("[\\w./-]+\\.(eml|zone|mbox|zip|pem)");
  }

  private Path file(String name) {
    return name.startsWith("docs/") ? root.resolve(name) : folder.resolve(name);
  }
}

package org.signet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Runs the commands of a file, one a line, so that the AOT cache (JEP 483) learns what they load.
/// `{}` stands for the folder of that file. The launcher and the packages run it once, at build.
final class Training {
  private Training() {}

  public static void main(String[] arguments) throws IOException {
    var folder = arguments[0];
    for (var command : Files.readAllLines(Path.of(folder, "training"))) {
      var words = Stream.of(command.split(" ", -1)).map(word -> word.replace("{}", folder));
      Signet.run(Surroundings.ofProcess(), words.toArray(String[]::new));
    }
    System.exit(0); // as every command ends
  }
}

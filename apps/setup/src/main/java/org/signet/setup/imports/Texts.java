package org.signet.setup.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The files of a configuration, by the names under which they name each other.
@FunctionalInterface
public interface Texts {
  /// Octets of a file, at most: a signing table of 100,000 lines.
  int MOST_OCTETS = 8 << 20;

  Content read(String name);

  /// What stands in a file.
  sealed interface Content {
    record Text(String text) implements Content {}

    /// It cannot be read.
    ///
    /// @param why as the rest of "cannot be read: "
    record Closed(String why) implements Content {}
  }

  /// Those of this host.
  ///
  /// @param root where absolute names begin: `/`, or a folder with a copy of another host's files
  static Texts below(Path root) {
    return name -> {
      try {
        return content(name.startsWith("/") ? root.resolve(name.substring(1)) : Path.of(name));
      } catch (InvalidPathException _) {
        return new Content.Closed("this is no name of a file");
      }
    };
  }

  private static Content content(Path path) {
    try (var in = Files.newInputStream(path)) {
      var octets = in.readNBytes(MOST_OCTETS + 1);
      return octets.length > MOST_OCTETS
          ? new Content.Closed("it is larger than " + (MOST_OCTETS >> 20) + " MiB")
          : new Content.Text(new String(octets, UTF_8));
    } catch (NoSuchFileException _) {
      return new Content.Closed("there is no such file");
    } catch (IOException e) {
      return new Content.Closed(e.getClass().getSimpleName() + " " + e.getMessage());
    }
  }
}

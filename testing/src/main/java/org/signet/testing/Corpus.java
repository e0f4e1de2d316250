package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The public corpus of SpamAssassin, genuine mail and spam of 2002 to 2005, as a stream of
/// messages.
public final class Corpus {
  private Corpus() {}

  /// One message.
  ///
  /// @param group such as `easy-ham-1`
  /// @param name of the file
  /// @param octets the message, one char per octet, without the line of a mailbox file that some
  ///     start with
  public record Entry(String group, String name, String octets) {
    public boolean isGenuine() {
      return group.contains("ham");
    }
  }

  /// Hands over every message of the suite `corpus-spamassassin` in this folder.
  public static void read(Path folder, Consumer<Entry> reader) throws IOException {
    try (var file = Files.newInputStream(folder.resolve("messages.tar.xz"));
        InputStream unpacked = new XZCompressorInputStream(new BufferedInputStream(file));
        var archive = new TarArchiveInputStream(unpacked)) {
      for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        var path = Path.of(entry.getName()).normalize();
        if (entry.isFile() && path.toString().endsWith(".txt")) {
          var group = path.getName(path.getNameCount() - 2).toString();
          var octets = withoutMboxLine(new String(archive.readAllBytes(), ISO_8859_1));
          reader.accept(new Entry(group, path.getFileName().toString(), octets));
        }
      }
    }
  }

  private static String withoutMboxLine(String octets) {
    return octets.startsWith("From ") ? octets.substring(octets.indexOf('\n') + 1) : octets;
  }
}

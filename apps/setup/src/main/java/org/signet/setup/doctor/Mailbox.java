package org.signet.setup.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a mail server delivers what one person gets: a file of the mbox kind, or a folder of the
/// Maildir kind. Only the end of the file, or the newest files, are looked at.
record Mailbox(Path place) {
  private static final int MOST_OCTETS = 4 << 20;
  private static final int MOST_FILES = 10_000;

  /// The message with this id, one char per octet, with CRLF at the end of each line; empty where
  /// it is not there yet.
  Optional<String> find(String messageId) throws IOException {
    return Files.isDirectory(place) ? inFolder(messageId) : inFile(messageId);
  }

  private Optional<String> inFolder(String messageId) throws IOException {
    for (var name : List.of("new", "cur")) {
      var folder = place.resolve(name);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (var files = Files.list(folder)) {
        for (var file : files.limit(MOST_FILES).toList()) {
          var text = head(file);
          if (text.contains(messageId)) {
            return Optional.of(lines(text));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String head(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_OCTETS), ISO_8859_1);
    }
  }

  /// Messages begin with a line `From `, and lines of a text that do so are written otherwise.
  private Optional<String> inFile(String messageId) throws IOException {
    if (!Files.exists(place)) {
      return Optional.empty();
    }
    var text = "\n" + tail();
    int id = text.indexOf(messageId);
    int from = text.lastIndexOf("\nFrom ", Math.max(0, id));
    if (id < 0 || from < 0) {
      return Optional.empty();
    }
    int begin = text.indexOf('\n', from + 1) + 1;
    int end = text.indexOf("\n\nFrom ", begin);
    return Optional.of(lines(end < 0 ? text.substring(begin) : text.substring(begin, end + 1)));
  }

  private String tail() throws IOException {
    try (var file = new RandomAccessFile(place.toFile(), "r")) {
      long from = Math.max(0, file.length() - MOST_OCTETS);
      var octets = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(octets);
      return new String(octets, ISO_8859_1);
    }
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }
}

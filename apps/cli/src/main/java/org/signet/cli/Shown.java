package org.signet.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Text from outside, made safe to show on a terminal.
final class Shown {
  private Shown() {}

  /// A file's name: characters that would move the cursor, colour the screen, turn the direction of
  /// the text or hide in it are written as their number.
  static String name(String name) {
    var out = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format("\\u%04x", c));
              }
            });
    return out.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// Why a file could not be read or written, as the rest of "cannot read x: ".
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "it is not a directory";
      case FileSystemException f when f.getReason() != null -> name(f.getReason());
      default -> {
        var said = failure.getMessage();
        yield said == null ? failure.getClass().getSimpleName() : name(said);
      }
    };
  }
}

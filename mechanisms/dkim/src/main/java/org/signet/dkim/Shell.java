package org.signet.dkim;

import java.nio.file.Path;
import org.signet.foundation.text.Ascii;

/// Words for a command that a person copies into a shell.
final class Shell {
  private Shell() {}

  /// The path, in quotes where a shell would read it otherwise.
  static String word(Path path) {
    var text = Ascii.printable(path.toString(), Integer.MAX_VALUE);
    var isPlain = !text.isEmpty() && text.chars().allMatch(Shell::isPlain);
    return isPlain ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return Ascii.isLetterOrDigit(c) || "/._-+@%,:".indexOf(c) >= 0;
  }
}

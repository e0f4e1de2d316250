package org.signet.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.signet.foundation.text.Ascii;

/// How much fits on a terminal.
record TerminalSize(int rows, int columns) {
  /// What holds for a terminal that does not say.
  static final TerminalSize USUAL = new TerminalSize(24, 80);

  /// That of a terminal without edges: for text that another program reads.
  static final TerminalSize BOUNDLESS = new TerminalSize(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final int MOST = 10_000;
  private static final long PATIENCE_MILLIS = 500;

  /// The size that `stty` sees, which is a few milliseconds away and needs no native code of ours;
  /// the usual one where it sees none.
  static TerminalSize seen() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroy();
        return USUAL;
      }
      var said = new String(stty.getInputStream().readAllBytes(), US_ASCII);
      return parse(said.strip()).orElse(USUAL);
    } catch (IOException _) {
      return USUAL;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  /// Reads rows and columns, with a blank between.
  static Optional<TerminalSize> parse(String text) {
    int blank = text.indexOf(' ');
    int rows = number(text.substring(0, Math.max(0, blank)));
    int columns = number(text.substring(blank + 1));
    return rows > 0 && columns > 0
        ? Optional.of(new TerminalSize(rows, columns))
        : Optional.empty();
  }

  /// A positive number of rows or columns; 0 or less where the text is none.
  static int number(String text) {
    return (int) Ascii.parseNumber(text, MOST);
  }

  TerminalSize withColumns(int other) {
    return new TerminalSize(rows, other);
  }
}

package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;

/// Where a command writes its results, in UTF-8 whatever the locale: the same input gives the same
/// octets everywhere.
final class Screen {
  private final OutputStream out;
  private boolean isGone;
  private Optional<IOException> failure = Optional.empty();

  Screen(OutputStream out) {
    this.out = new BufferedOutputStream(out, 16 << 10);
  }

  /// Writes the text, at once.
  void print(String text) {
    print(text.getBytes(UTF_8));
  }

  void print(byte[] octets) {
    if (isGone) {
      return;
    }
    try {
      out.write(octets);
      out.flush();
    } catch (IOException e) {
      isGone = true;
      failure = Optional.of(e).filter(Screen::isOther);
    }
  }

  /// A pipe that nobody reads any more is no failure. Java tells it by these words alone.
  private static boolean isOther(IOException e) {
    return !Objects.requireNonNullElse(e.getMessage(), "").contains("Broken pipe");
  }

  /// What was printed must have gone somewhere, or to nobody who wanted it.
  void check() throws CommandFailure {
    if (failure.isPresent()) {
      throw CommandFailure.unreadable("cannot write the output: " + Shown.reason(failure.get()));
    }
  }

  /// Whether nobody reads any more, as behind `| head`, or nothing can be written: there is no use
  /// in going on.
  boolean isGone() {
    return isGone;
  }
}

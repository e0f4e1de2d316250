package org.signet.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.signet.foundation.text.Ascii;

/// What a command finds around it.
///
/// @param outIsTerminal whether a person sees the standard output as it comes
/// @param errIsTerminal the same of the standard error
/// @param columns the width of the terminal, asked only where it matters; empty where unknown
record Surroundings(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Supplier<OptionalInt> columns,
    Map<String, String> environment) {
  private static final int MOST_COLUMNS = 10_000;
  private static final long PATIENCE_MILLIS = 500;

  /// Those of this process.
  static Surroundings ofProcess() {
    return new Surroundings(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        isTerminal(1),
        isTerminal(2),
        Surroundings::terminalColumns,
        System.getenv());
  }

  /// The value of an environment variable; the empty text where it is not set.
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /// Whether a person sees the standard output, and in colours (<https://no-color.org>).
  boolean showsColors() {
    return outIsTerminal && variable("NO_COLOR").isEmpty() && !variable("TERM").equals("dumb");
  }

  /// Whether stack traces are wanted.
  boolean isDebugging() {
    return !variable("SIGNET_DEBUG").isEmpty();
  }

  /// Linux says what a descriptor is. Elsewhere Java knows only whether both ends of a dialogue are
  /// a terminal.
  private static boolean isTerminal(int descriptor) {
    var link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try {
      var target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }

  /// As `stty` sees it, which is a few milliseconds away and needs no native code of ours.
  private static OptionalInt terminalColumns() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroy();
        return OptionalInt.empty();
      }
      var said = new String(stty.getInputStream().readAllBytes(), US_ASCII);
      return columns(said.substring(said.indexOf(' ') + 1).strip());
    } catch (IOException _) {
      return OptionalInt.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /// The number in this text, where it can be a width.
  static OptionalInt columns(String text) {
    int columns = (int) Ascii.parseNumber(text, MOST_COLUMNS);
    return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
  }
}

package org.signet.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a command finds around it.
///
/// @param outIsTerminal whether a person sees the standard output as it comes
/// @param errIsTerminal the same of the standard error
/// @param size that of the terminal, asked only where it matters
record Surroundings(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Supplier<TerminalSize> size,
    Map<String, String> environment) {
  /// Those of this process.
  static Surroundings ofProcess() {
    return new Surroundings(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        isTerminal(1),
        isTerminal(2),
        TerminalSize::seen,
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
}

package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/// What a command printed, one char per octet, and how it ended.
record Ran(String out, String err, int exit) {
  /// Runs one in this process, as a program would that reads what it prints.
  static Ran of(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            out,
            err,
            false,
            false,
            () -> TerminalSize.USUAL,
            Map.of());
    int exit = Signet.run(surroundings, words);
    return new Ran(out.toString(ISO_8859_1), err.toString(UTF_8), exit);
  }
}

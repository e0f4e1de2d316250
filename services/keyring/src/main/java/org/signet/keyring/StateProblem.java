package org.signet.keyring;

import java.nio.file.Path;
import org.signet.foundation.text.Problem;

/// Why a state file could not be read, and where.
///
/// @param line counted from 1
/// @param problem the line, the place in it, and what was expected there
public record StateProblem(Path file, int line, Problem problem) {
  /// One line: `keys/example.com/state:3: expected a stage at "…"`.
  public String sentence() {
    return file + ":" + line + ": " + problem.sentence();
  }
}

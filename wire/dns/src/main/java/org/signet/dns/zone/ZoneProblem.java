package org.signet.dns.zone;

import org.signet.foundation.text.Problem;

/// Why zone text could not be read, and where.
///
/// @param file what the text is called: the path it was read from, or words such as `zone`
/// @param line counted from 1
/// @param problem the line, the place in it, and what was expected there
public record ZoneProblem(String file, int line, Problem problem) {
  /// One line: `example.zone:3: expected a TTL at "abc" (RFC 1035 §5.1)`.
  public String sentence() {
    return file + ":" + line + ": " + problem.sentence();
  }

  /// The file and line, then the text around the place, a caret below it, and what was expected.
  public String withCaret() {
    return file + ":" + line + ":\n" + problem.withCaret();
  }
}

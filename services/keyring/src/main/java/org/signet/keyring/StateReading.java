package org.signet.keyring;

import java.nio.file.Path;

/// What is known about the keys of a domain.
public sealed interface StateReading {
  /// The state was read.
  record Read(KeyState state) implements StateReading {}

  /// The domain has none.
  record Absent() implements StateReading {}

  /// The file is not what it should be. Nothing is done for the domain until it is.
  record Damaged(StateProblem problem) implements StateReading {}

  /// The file or its folder cannot be opened.
  record Closed(Path file, String reason) implements StateReading {}
}

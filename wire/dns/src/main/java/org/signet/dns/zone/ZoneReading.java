package org.signet.dns.zone;

/// What came of reading zone text.
public sealed interface ZoneReading {
  /// All of it was understood.
  record Read(Zone zone) implements ZoneReading {}

  /// The first thing in it that was not.
  record Unreadable(ZoneProblem problem) implements ZoneReading {}

  /// The zone of text that the program itself wrote.
  ///
  /// @throws IllegalArgumentException with file, line and caret where it could not be read
  default Zone orThrow() {
    return switch (this) {
      case Read(var zone) -> zone;
      case Unreadable(var problem) -> throw new IllegalArgumentException(problem.withCaret());
    };
  }
}

package org.signet.guard;

import java.time.Duration;

/// Whether a login may write under an address.
public sealed interface Ownership {
  /// The operator's table, command or server says so.
  record Owns() implements Ownership {}

  /// It says that the address is somebody else's, or nobody's.
  record DoesNotOwn() implements Ownership {}

  /// Nobody says. Never to be taken for [Owns].
  record Unknown(Why why) implements Ownership {}

  /// Why nobody says.
  sealed interface Why {
    /// The operator keeps no list of who owns what.
    record NotKept() implements Why {}

    /// Who should know did not answer in time.
    record TimedOut(Duration patience) implements Why {}

    /// Who should know cannot tell.
    ///
    /// @param detail what it said, printable
    record Trouble(String detail) implements Why {}
  }
}

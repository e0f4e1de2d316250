package org.signet.dns.zone;

import org.signet.foundation.spec.Clause;

/// Ends the reading of zone text at a place; [ZoneReader] turns it into a [ZoneProblem]. It never
/// leaves the package.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  /// The index in the whole text.
  final int at;

  final String expected;
  final transient Clause clause;

  Unreadable(int at, String expected, Clause clause) {
    super(expected, null, false, false);
    this.at = at;
    this.expected = expected;
    this.clause = clause;
  }
}

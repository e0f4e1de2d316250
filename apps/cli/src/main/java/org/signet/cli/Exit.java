package org.signet.cli;

/// How a command ends, as a number for scripts. Of several messages the strongest counts: what is
/// known to be bad comes before what could not be read, and that before what is not known yet.
enum Exit {
  /// All is well.
  GOOD(0),
  /// Something could not be determined now: trying again later may tell. (`EX_TEMPFAIL`)
  UNDETERMINED(75),
  /// Something that was to be read could not be. (`EX_DATAERR`)
  UNREADABLE(65),
  /// A verdict or a finding is bad.
  FAILED(1),
  /// The command line was wrong; nothing was done.
  USAGE(2),
  /// A bug in Signet. (`EX_SOFTWARE`)
  BUG(70);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// The stronger of both, in the order in which they stand here.
  Exit and(Exit other) {
    return compareTo(other) >= 0 ? this : other;
  }
}

package org.signet.dns;

/// Whether validation works here, as it was seen since the program started. It makes the difference
/// between a host that was never able to validate, where nothing may be demanded of domains for
/// their signatures, and one that was, where failures may be an attack and domains wait.
public enum DnssecStanding {
  /// It has not worked yet: what is signed is not known.
  NEVER_WORKED,
  WORKS,
  /// It worked, and does not now.
  STOPPED;

  /// That after another look.
  public DnssecStanding after(boolean works) {
    if (works) {
      return WORKS;
    }
    return this == NEVER_WORKED ? NEVER_WORKED : STOPPED;
  }
}

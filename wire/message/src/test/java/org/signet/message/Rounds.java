package org.signet.message;

/// How often a property is tried: ten times as often where the system property `signet.thorough` is
/// set.
final class Rounds {
  private Rounds() {}

  static int of(int rounds) {
    return Boolean.getBoolean("signet.thorough") ? 10 * rounds : rounds;
  }
}

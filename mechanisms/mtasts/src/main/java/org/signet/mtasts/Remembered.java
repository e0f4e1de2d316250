package org.signet.mtasts;

import java.time.Instant;
import java.util.Optional;

/// What is remembered of a domain between two looks at it.
///
/// @param held the policy, until it expires
/// @param lapse why the last look did not find or confirm one
/// @param until a new look is due then
/// @param asked when the policy host was last asked, whatever came of it
record Remembered(
    Optional<CachedPolicy> held,
    Optional<Undiscovered> lapse,
    Instant until,
    Optional<Instant> asked) {
  /// For the objects around the texts.
  private static final int BASE_CHARS = 500;

  /// Nothing is known but perhaps a policy from an earlier run.
  static Remembered stored(Optional<CachedPolicy> held) {
    return new Remembered(held, Optional.empty(), Instant.MIN, held.map(CachedPolicy::fetched));
  }

  Optional<CachedPolicy> heldAt(Instant now) {
    return held.filter(policy -> policy.holdsAt(now));
  }

  /// About how much memory this takes.
  int chars() {
    return BASE_CHARS
        + held.map(policy -> policy.policy().text().length()).orElse(0)
        + lapse.map(why -> why.toString().length()).orElse(0);
  }

  /// When the policy host may be asked again; empty where it may be now.
  Optional<Instant> notBefore(Instant now) {
    return asked.map(at -> at.plus(MtaSts.FETCH_INTERVAL)).filter(now::isBefore);
  }

  /// What holds now by memory alone.
  MtaStsOutcome outcomeAt(Instant now) {
    var policy = heldAt(now);
    if (policy.isPresent()) {
      return new MtaStsOutcome.Policy(policy.get(), lapse);
    }
    return new MtaStsOutcome.NoPolicy(lapse.orElseGet(Undiscovered.NoRecord::new));
  }
}

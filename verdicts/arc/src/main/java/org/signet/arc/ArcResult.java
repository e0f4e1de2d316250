package org.signet.arc;

import java.util.List;
import java.util.Optional;

/// The chain of a message: every set, and what it came to.
///
/// @param sets in the order of the hosts; empty where the fields do not make a chain
public record ArcResult(List<ArcSetResult> sets, ArcOutcome outcome) {
  public ArcResult {
    sets = List.copyOf(sets);
  }

  /// The set of the last host that sealed.
  public Optional<ArcSet> latest() {
    return sets.isEmpty() ? Optional.empty() : Optional.of(sets.getLast().set());
  }
}

package org.signet.store;

import java.time.Instant;
import java.util.Optional;

/// Which messages are meant.
///
/// @param from the first moment
/// @param to the moment before which they were judged
/// @param action only those with which this was done; empty for all
public record Selection(Instant from, Instant to, Optional<String> action) {
  /// All of this time.
  public static Selection between(Instant from, Instant to) {
    return new Selection(from, to, Optional.empty());
  }

  /// Those of them with which this was done.
  public Selection with(String word) {
    return new Selection(from, to, Optional.of(word));
  }
}

package org.signet.guard;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.signet.dmarc.Policy;
import org.signet.foundation.text.Domain;

/// What is remembered and bears on one message.
///
/// @param waited how long ago a message of the same network and sender to the same recipients was
///     put off for the first time; empty where none was
/// @param failing how many of the domains that mail came from lately could not be asked
/// @param policies what author domains asked for when last seen; [Policy#NONE] for one without a
///     record
public record History(
    Optional<Duration> waited, OwnFaults.Share failing, Map<Domain, Policy> policies) {
  public History {
    policies = Map.copyOf(policies);
  }

  /// Nothing is remembered.
  public static History none() {
    return new History(Optional.empty(), OwnFaults.Share.NONE, Map.of());
  }
}

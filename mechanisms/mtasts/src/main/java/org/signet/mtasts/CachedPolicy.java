package org.signet.mtasts;

import java.time.Duration;
import java.time.Instant;

/// A policy that was fetched, and holds until it expires. RFC 8461 §3.2 (`max_age`), §3.3
///
/// @param id that of the record when it was fetched
public record CachedPolicy(MtaStsPolicy policy, String id, Instant fetched) {
  /// A policy is held at least as long as the host that serves it is left alone.
  static final Duration LEAST_AGE = MtaSts.FETCH_INTERVAL;

  public Instant expires() {
    var age = policy.maxAge();
    return fetched.plus(age.compareTo(LEAST_AGE) < 0 ? LEAST_AGE : age);
  }

  public boolean holdsAt(Instant moment) {
    return moment.isBefore(expires());
  }
}

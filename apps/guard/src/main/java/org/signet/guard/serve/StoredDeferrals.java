package org.signet.guard.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.guard.Deferrals;
import org.signet.guard.RecentDeferrals;

/// Deferrals in memory and in the store, where other hosts of the same cluster see them and where
/// they outlive a restart. Memory is enough while the store is away.
final class StoredDeferrals implements Deferrals {
  private final org.signet.store.Deferrals store;
  private final RecentDeferrals recent;
  private final InstantSource clock;

  StoredDeferrals(org.signet.store.Deferrals store, InstantSource clock) {
    this.store = store;
    this.recent = new RecentDeferrals(clock);
    this.clock = clock;
  }

  @Override
  public Optional<Duration> waited(Attempt attempt) {
    var seen = recent.since(attempt);
    var kept = store.since(names(attempt));
    var first = new HashMap<>(seen);
    for (var recipient : attempt.recipients()) {
      var since = kept.get(name(attempt, recipient));
      if (since != null) {
        first.merge(recipient, since, (one, other) -> other.isBefore(one) ? other : one);
      }
    }
    return RecentDeferrals.waited(attempt, first, clock.instant());
  }

  @Override
  public void putOff(Attempt attempt) {
    recent.putOff(attempt);
    var first = new HashMap<String, Instant>();
    recent.since(attempt).forEach((recipient, at) -> first.put(name(attempt, recipient), at));
    store.note(org.signet.store.Deferrals.attempt(attempt.network().toString()), Map.copyOf(first));
  }

  private static List<String> names(Attempt attempt) {
    return attempt.recipients().stream().map(one -> name(attempt, one)).distinct().toList();
  }

  private static String name(Attempt attempt, String recipient) {
    return org.signet.store.Deferrals.attempt(
        attempt.network().toString(), attempt.sender(), recipient);
  }
}

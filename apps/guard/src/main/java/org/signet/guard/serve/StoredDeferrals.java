package org.signet.guard.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.signet.guard.Deferrals;

/// Deferrals in the store, where other hosts of the same cluster see them and where they outlive a
/// restart.
final class StoredDeferrals implements Deferrals {
  private final org.signet.store.Deferrals store;
  private final InstantSource clock;

  StoredDeferrals(org.signet.store.Deferrals store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// A message waits for as long as the recipient of it that waits for the shortest time.
  @Override
  public Optional<Duration> waited(Attempt attempt) {
    var latest = Optional.<Instant>empty();
    for (var recipient : attempt.recipients()) {
      var since = store.since(name(attempt, recipient));
      if (since.isEmpty()) {
        return Optional.empty();
      }
      latest = latest.filter(one -> one.isAfter(since.get())).or(() -> since);
    }
    return latest.map(since -> Duration.between(since, clock.instant()));
  }

  @Override
  public void putOff(Attempt attempt) {
    var now = clock.instant();
    attempt.recipients().forEach(recipient -> store.firstSeen(name(attempt, recipient), now));
  }

  private static String name(Attempt attempt, String recipient) {
    return org.signet.store.Deferrals.attempt(
        attempt.network().toString(), attempt.sender(), recipient);
  }
}

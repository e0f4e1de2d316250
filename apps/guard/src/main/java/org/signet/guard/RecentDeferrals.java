package org.signet.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.signet.foundation.text.Network;

/// Deferrals in memory, bounded: where there are too many, a network forgets its own eldest first,
/// and then the network goes that was quiet for the longest time. So somebody who floods it forgets
/// himself.
public final class RecentDeferrals implements Deferrals {
  /// Pairs of a sender and a recipient that one network may have.
  public static final int MOST_OF_A_NETWORK = 1_000;

  /// Pairs that are kept in all.
  public static final int MOST = 100_000;

  /// How long one is kept: senders give up after some days (RFC 5321 §4.5.4.1).
  public static final Duration KEPT = Duration.ofDays(7);

  private record Pair(String sender, String recipient) {}

  /// The network heard of last is the last.
  private final SequencedMap<Network, SequencedMap<Pair, Instant>> networks = new LinkedHashMap<>();
  private final InstantSource clock;
  private int pairs;

  public RecentDeferrals(InstantSource clock) {
    this.clock = clock;
  }

  /// A message waits for as long as the recipient of it that waits for the shortest time.
  @Override
  public synchronized Optional<Duration> waited(Attempt attempt) {
    var known = networks.get(attempt.network());
    if (known == null) {
      return Optional.empty();
    }
    var now = clock.instant();
    var shortest = KEPT;
    for (var recipient : attempt.recipients()) {
      var first = known.get(new Pair(attempt.sender(), recipient));
      if (first == null || isForgotten(first, now)) {
        return Optional.empty();
      }
      var waited = Duration.between(first, now);
      shortest = waited.compareTo(shortest) < 0 ? waited : shortest;
    }
    return attempt.recipients().isEmpty() ? Optional.empty() : Optional.of(shortest);
  }

  @Override
  public synchronized void putOff(Attempt attempt) {
    var now = clock.instant();
    var known = networks.remove(attempt.network());
    if (known == null) {
      known = new LinkedHashMap<>();
    }
    networks.put(attempt.network(), known);
    pairs -= known.size();
    for (var recipient : attempt.recipients()) {
      var pair = new Pair(attempt.sender(), recipient);
      var first = known.get(pair);
      if (first == null || isForgotten(first, now)) {
        known.remove(pair);
        known.put(pair, now);
      }
      if (known.size() > MOST_OF_A_NETWORK) {
        known.pollFirstEntry();
      }
    }
    pairs += known.size();
    while (pairs > MOST) {
      pairs -= networks.pollFirstEntry().getValue().size();
    }
  }

  private static boolean isForgotten(Instant first, Instant now) {
    return first.plus(KEPT).isBefore(now);
  }
}

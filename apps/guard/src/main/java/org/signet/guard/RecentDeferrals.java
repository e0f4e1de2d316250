package org.signet.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
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

  @Override
  public Optional<Duration> waited(Attempt attempt) {
    return waited(attempt, since(attempt), clock.instant());
  }

  /// How long a message waits: as long as the recipient of it that waits for the shortest time.
  ///
  /// @param first since when mail to each recipient is put off
  public static Optional<Duration> waited(
      Attempt attempt, Map<String, Instant> first, Instant now) {
    if (!first.keySet().containsAll(attempt.recipients())) {
      return Optional.empty();
    }
    return first.values().stream()
        .max(Comparator.naturalOrder())
        .map(latest -> Duration.between(latest, now));
  }

  /// Since when mail of this network and sender to each of these recipients is put off; those to
  /// whom it is not are absent.
  public synchronized Map<String, Instant> since(Attempt attempt) {
    var known = networks.get(attempt.network());
    if (known == null) {
      return Map.of();
    }
    var now = clock.instant();
    var since = new HashMap<String, Instant>();
    for (var recipient : attempt.recipients()) {
      var first = known.get(new Pair(attempt.sender(), recipient));
      if (first != null && !isForgotten(first, now)) {
        since.put(recipient, first);
      }
    }
    return since;
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

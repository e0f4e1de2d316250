package org.signet.keyring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules by which keys move on, without files or the DNS: what is due at a time, given what was
/// seen.
///
/// The one thing that must always hold: the record of a key that signs, or that signed mail which
/// may still be on its way, is at every server and in no cache in another form. So a key signs only
/// when every server has shown it for as long as a cache may keep what was there before; and it is
/// withdrawn only when no mail it signed can be under way.
final class Rotation {
  /// How long mail may wait in queues. RFC 5321 §4.5.4.1: at least four to five days.
  static final Duration QUEUES = Duration.ofDays(5);

  /// Caches keep nothing longer. RFC 8767 §4.
  static final Duration LONGEST_CACHED = Duration.ofDays(7);

  private Rotation() {}

  static Duration cached(DomainKey key) {
    return key.ttl().compareTo(LONGEST_CACHED) < 0 ? key.ttl() : LONGEST_CACHED;
  }

  /// When a key may go on to the next stage, as far as time is concerned; empty where it waits for
  /// something else or for nothing.
  static Optional<Waiting.Until> due(KeyState state, DomainKey key) {
    return switch (key.stage()) {
      case PENDING, ACTIVE, REMOVED -> Optional.empty();
      case PUBLISHED ->
          Optional.of(new Waiting.Until(key, key.since().plus(cached(key)), Waiting.Reason.CACHES));
      case RETIRING -> {
        var wait = key.isCompromised() ? Duration.ZERO : onTheWay(state, key);
        yield Optional.of(new Waiting.Until(key, key.since().plus(wait), Waiting.Reason.QUEUES));
      }
      case REVOKED ->
          key.gone()
              .map(
                  gone ->
                      new Waiting.Until(key, gone.plus(cached(key)), Waiting.Reason.WITHDRAWAL));
    };
  }

  private static Duration onTheWay(KeyState state, DomainKey key) {
    return QUEUES.plus(cached(key)).plus(state.validity());
  }

  /// The keys when this one moves on to the next stage. The one that signed before it, of its type,
  /// retires with the same step.
  static List<DomainKey> moved(KeyState state, DomainKey key, Stage next, Instant now) {
    var keys = new ArrayList<DomainKey>();
    for (var other : state.keys()) {
      if (other.equals(key)) {
        keys.add(other.at(next, now));
      } else if (next == Stage.ACTIVE
          && other.stage() == Stage.ACTIVE
          && other.isOfType(KeyType.of(key.publicKey()))) {
        keys.add(other.at(Stage.RETIRING, now));
      } else {
        keys.add(other);
      }
    }
    return keys;
  }
}

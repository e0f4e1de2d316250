package org.signet.dns;

import java.time.Duration;

/// A moment after which nobody waits any longer, on the clock of [System#nanoTime()].
record Deadline(long nanos) {
  /// Longer than a program runs, and still within the range of the clock.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  static Deadline never() {
    return in(LONGEST);
  }

  static Deadline in(Duration patience) {
    var bounded = patience.compareTo(LONGEST) < 0 ? patience : LONGEST;
    return new Deadline(System.nanoTime() + Math.max(0, bounded.toNanos()));
  }

  Deadline orEarlier(Deadline other) {
    return nanos - other.nanos <= 0 ? this : other;
  }

  /// What is left, at least zero.
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /// What is left for a socket: whole milliseconds, rounded up; 0 only where it has passed.
  int leftMillis() {
    return Math.clamp((left().toNanos() + 999_999) / 1_000_000, 0, Integer.MAX_VALUE);
  }

  boolean hasPassed() {
    return nanos - System.nanoTime() <= 0;
  }
}

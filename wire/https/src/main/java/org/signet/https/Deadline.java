package org.signet.https;

import java.net.SocketTimeoutException;
import java.time.Duration;

/// The moment at which a question fails, on the clock of [System#nanoTime()].
record Deadline(long nanos) {
  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /// @throws SocketTimeoutException where nothing is left
  Duration left() throws SocketTimeoutException {
    long left = nanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("it took longer than allowed");
    }
    return Duration.ofNanos(left);
  }

  /// What is left for a socket, for which 0 would be for ever.
  int leftMillis() throws SocketTimeoutException {
    return Math.clamp(left().toMillis(), 1, Integer.MAX_VALUE);
  }
}

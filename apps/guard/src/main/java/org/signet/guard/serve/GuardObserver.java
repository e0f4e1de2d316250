package org.signet.guard.serve;

/// Hears what the guard does. Called by many threads at once; it must not wait for anything.
interface GuardObserver {
  void done(Done message);

  /// First this one, then the other.
  default GuardObserver and(GuardObserver other) {
    return message -> {
      done(message);
      other.done(message);
    };
  }
}

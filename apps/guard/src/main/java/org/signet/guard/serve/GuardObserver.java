package org.signet.guard.serve;

/// Hears what the guard does. Called by many threads at once; it must not wait for anything.
public interface GuardObserver {
  void done(Done message);
}

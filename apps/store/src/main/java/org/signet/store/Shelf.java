package org.signet.store;

import java.time.Instant;
import java.util.List;

/// What a [Recorder] writes to.
interface Shelf extends AutoCloseable {
  /// Keeps these, together.
  ///
  /// @return how many of them it never will
  int keep(List<KeptMessage> messages) throws StoreProblem;

  /// Forgets what is kept no longer, the oldest first.
  ///
  /// @return whether there is more to forget
  boolean forget(Retention retention, Instant now) throws StoreProblem;

  /// Makes its files small again, where they are much larger than what they hold.
  ///
  /// @return whether it did, and so closed itself
  boolean shrink() throws StoreProblem;

  @Override
  void close();
}

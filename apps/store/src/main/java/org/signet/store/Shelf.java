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

  @Override
  void close();
}

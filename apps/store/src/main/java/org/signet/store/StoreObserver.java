package org.signet.store;

/// Hears when a store begins to fail, and when it works again: once for each change, however many
/// messages are concerned.
public interface StoreObserver {
  /// The store takes what is to be kept.
  void works();

  /// The store takes nothing; until it does, what is to be kept waits, and is lost where too much
  /// waits.
  void fails(StoreProblem why);
}

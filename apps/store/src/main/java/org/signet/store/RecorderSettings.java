package org.signet.store;

import java.time.Duration;

/// The bounds of a [Recorder].
///
/// @param waiting messages that may wait for a store that is slow or gone
/// @param waitingOctets octets of their proofs
/// @param batch messages that are written together
/// @param firstRetry how long after a failure the store is tried again; each time twice as long
/// @param lastRetry and at most so long; a store that does not end its work in this time is stuck
/// @param tidying how often what is old is forgotten
public record RecorderSettings(
    int waiting,
    long waitingOctets,
    int batch,
    Duration firstRetry,
    Duration lastRetry,
    Duration tidying,
    Retention retention) {
  public static RecorderSettings usual() {
    return new RecorderSettings(
        10_000,
        32 << 20,
        500,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Retention.USUAL);
  }

  public RecorderSettings keeping(Retention other) {
    return new RecorderSettings(
        waiting, waitingOctets, batch, firstRetry, lastRetry, tidying, other);
  }
}

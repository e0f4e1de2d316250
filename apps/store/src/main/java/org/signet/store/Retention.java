package org.signet.store;

import java.time.Duration;

/// How long messages are kept: until they are too old, or until younger ones need the room.
///
/// @param octets of proofs; the files of a database are larger, up to twice
public record Retention(Duration age, long octets) {
  public static final Retention USUAL = new Retention(Duration.ofDays(30), 1L << 30);
}

package org.signet.store;

import java.time.Duration;

/// How long messages are kept: until they are too old, or until younger ones need the room.
///
/// @param octets of proofs; on the disk it may be two or three times as much
public record Retention(Duration age, long octets) {
  public static final Retention USUAL = new Retention(Duration.ofDays(30), 1L << 30);
}

package org.signet.queue;

import java.time.Instant;
import java.util.List;

/// A message that is held.
///
/// @param id the queue id
/// @param arrived when it came into the queue, to the second
/// @param octets how large it is
/// @param sender the reverse-path without angle brackets; empty for a bounce
/// @param recipients the forward-paths, likewise
public record HeldMail(
    String id, Instant arrived, long octets, String sender, List<String> recipients) {
  public HeldMail {
    recipients = List.copyOf(recipients);
  }
}

package org.signet.maillog;

import java.time.Instant;

/// What a log tells, in the order of its lines.
public sealed interface LogEvent permits Transmission, Connection, LogEvent.Removed {
  Instant at();

  /// A message left the queue; its id may be given to another from now on.
  ///
  /// @param host that wrote it
  record Removed(Instant at, String host, String queueId) implements LogEvent {}
}

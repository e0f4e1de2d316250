package org.signet.milter;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// Where a server listens, and how much it takes.
///
/// @param listen at least one
/// @param connections how many at a time; further ones are closed at once
/// @param negotiation how long a connection may take until it is negotiated
/// @param packet how long a packet may take, or an answer until it is sent
/// @param idle how long a connection may be silent between two packets: as long as an MTA waits for
///     the next command of its client, and more. libmilter waits two hours too
public record Settings(
    List<Listen> listen, int connections, Duration negotiation, Duration packet, Duration idle) {
  /// A Postfix has one for each smtpd process, of which it starts 100 by default.
  public static final int CONNECTIONS = 1_000;

  public static final Duration NEGOTIATION = Duration.ofSeconds(30);
  public static final Duration PACKET = Duration.ofMinutes(1);
  public static final Duration IDLE = Duration.ofHours(2);

  public Settings {
    listen = List.copyOf(listen);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("it listens nowhere");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("no connection is allowed");
    }
    if (!Collections.min(List.of(negotiation, packet, idle)).isPositive()) {
      throw new IllegalArgumentException("a time limit is not positive");
    }
  }

  /// The shortest of the time limits.
  Duration shortest() {
    return Collections.min(List.of(negotiation, packet, idle));
  }

  public static Settings on(Listen... listen) {
    return new Settings(List.of(listen), CONNECTIONS, NEGOTIATION, PACKET, IDLE);
  }
}

package org.signet.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Network;

/// Tells whether it is the others' DNS that fails or our own view of it: where more than a fifth of
/// unrelated domains fail lately, it is ours. Safe for many threads.
///
/// Of each domain the last sighting within [#WINDOW] counts, and of each network that mail came
/// from at most [#OF_ONE_NETWORK] domains, so that one sender with many broken domains proves
/// nothing.
public final class OwnFaults {
  /// How long a sighting counts.
  public static final Duration WINDOW = Duration.ofMinutes(15);

  /// Domains that are kept, the latest.
  public static final int MOST_DOMAINS = 2_000;

  /// Domains of one network that count.
  public static final int OF_ONE_NETWORK = 3;

  private record Sighting(Network network, boolean failed, Instant at) {}

  private final LinkedHashMap<Domain, Sighting> latest = new LinkedHashMap<>();
  private final InstantSource clock;

  public OwnFaults(InstantSource clock) {
    this.clock = clock;
  }

  /// How many of the domains failed.
  public record Share(int failing, int domains) {
    /// Nothing was seen.
    public static final Share NONE = new Share(0, 0);

    /// Fewer domains say nothing about ourselves.
    public static final int LEAST_DOMAINS = 10;

    /// More than this many of a hundred.
    public static final int MOST_PERCENT = 20;

    /// Whether the fault is ours.
    public boolean isOurs() {
      return domains >= LEAST_DOMAINS && 100L * failing > (long) MOST_PERCENT * domains;
    }
  }

  /// Remembers how asking about a domain went.
  ///
  /// @param network that the message came from
  public synchronized void saw(Domain domain, Network network, boolean failed) {
    latest.remove(domain);
    latest.put(domain, new Sighting(network, failed, clock.instant()));
    if (latest.size() > MOST_DOMAINS) {
      latest.pollFirstEntry();
    }
  }

  /// What the window shows now.
  public synchronized Share share() {
    var since = clock.instant().minus(WINDOW);
    var perNetwork = new HashMap<Network, Integer>();
    int failing = 0;
    int domains = 0;
    for (var sighting : latest.sequencedValues().reversed()) {
      if (sighting.at.isBefore(since)) {
        break;
      }
      if (perNetwork.merge(sighting.network, 1, Integer::sum) <= OF_ONE_NETWORK) {
        domains++;
        failing += sighting.failed ? 1 : 0;
      }
    }
    return new Share(failing, domains);
  }
}

package org.signet.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.signet.dmarc.Discovery;
import org.signet.dmarc.DmarcVerdict;
import org.signet.dmarc.Policy;
import org.signet.foundation.text.Domain;

/// Remembers what author domains asked for when last seen, for when they cannot be asked. Bounded,
/// in memory, safe for many threads.
public final class SeenPolicies {
  /// Domains that are kept, those seen last.
  public static final int MOST = 20_000;

  /// How long a policy is believed that cannot be asked for.
  public static final Duration KEPT = Duration.ofDays(7);

  private record Seen(Policy policy, Instant at) {}

  private final SequencedMap<Domain, Seen> seen = new LinkedHashMap<>();
  private final InstantSource clock;

  public SeenPolicies(InstantSource clock) {
    this.clock = clock;
  }

  /// Remembers what a verdict found.
  public void saw(DmarcVerdict verdict) {
    switch (verdict.discovery()) {
      case Discovery.Applies applies -> keep(verdict.author(), applies.strictest());
      case Discovery.NoRecord _, Discovery.Unusable _ -> keep(verdict.author(), Policy.NONE);
      case Discovery.Unknown _ -> {}
    }
  }

  private synchronized void keep(Domain author, Policy policy) {
    seen.remove(author);
    seen.put(author, new Seen(policy, clock.instant()));
    if (seen.size() > MOST) {
      seen.pollFirstEntry();
    }
  }

  /// What is known of these.
  public synchronized Map<Domain, Policy> of(Collection<Domain> authors) {
    var since = clock.instant().minus(KEPT);
    var known = new HashMap<Domain, Policy>();
    for (var author : authors) {
      var last = seen.get(author);
      if (last != null && !last.at.isBefore(since)) {
        known.put(author, last.policy);
      }
    }
    return known;
  }
}

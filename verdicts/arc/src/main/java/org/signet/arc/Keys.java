package org.signet.arc;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.signet.dkim.DkimAlgorithm;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.KeyChoice;
import org.signet.dkim.KeyLookup;
import org.signet.dkim.PendingLookup;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;

/// The keys of one message's chain: each is asked for once.
final class Keys {
  private final Resolver dns;
  private final DkimLimits limits;
  private final Executor executor;
  private final Map<Domain, PendingLookup> lookups = new HashMap<>(4);

  Keys(Resolver dns, DkimLimits limits, Executor executor) {
    this.dns = dns;
    this.limits = limits;
    this.executor = executor;
  }

  /// Begins to ask for a key that will be needed.
  void start(Domain name) {
    if (!lookups.containsKey(name)) {
      executor.execute(lookup(name));
    }
  }

  private PendingLookup lookup(Domain name) {
    return lookups.computeIfAbsent(name, each -> new PendingLookup(dns, each));
  }

  /// The key at a name for signatures of this algorithm, asked for now where it was not before.
  KeyChoice choose(Domain name, DkimAlgorithm algorithm) {
    return lookup(name).answer().choose(algorithm, KeyLookup.EMAIL, limits);
  }
}

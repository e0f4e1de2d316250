package org.signet.maillog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// How much mail to each domain was protected, and how: a message counts once for each recipient.
public final class Tally {
  /// Domains that are counted by name; what goes to further ones is counted together.
  public static final int MOST = 100_000;

  private final Map<String, Count> domains = new HashMap<>();
  private final Count others = new Count(Optional.empty());

  /// Of one domain.
  public static final class Count {
    private final Optional<Domain> domain;
    private final Map<Protection, Long> counts = new EnumMap<>(Protection.class);
    private Optional<Instant> latestUnverified = Optional.empty();

    private Count(Optional<Domain> domain) {
      this.domain = domain;
    }

    /// Empty for all others together.
    public Optional<Domain> domain() {
      return domain;
    }

    public long of(Protection protection) {
      return counts.getOrDefault(protection, 0L);
    }

    public long all() {
      return counts.values().stream().mapToLong(one -> one).sum();
    }

    public long verified() {
      return counts.entrySet().stream()
          .filter(one -> one.getKey().isVerified())
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    /// When mail went last of which nothing verified the host.
    public Optional<Instant> latestUnverified() {
      return latestUnverified;
    }

    private void add(Protection protection, Instant at) {
      counts.merge(protection, 1L, Long::sum);
      if (!protection.isVerified()) {
        latestUnverified = Optional.of(at);
      }
    }
  }

  /// Counts what was sent to another host; nothing else.
  public void add(Transmission one, Protection protection) {
    if (one.status() != Transmission.Status.SENT || protection == Protection.NOT_ON_THE_WAY) {
      return;
    }
    var name = one.domain().map(Domain::text).orElse("");
    var count = domains.get(name);
    if (count == null) {
      if (name.isEmpty() || domains.size() == MOST) {
        count = others;
      } else {
        count = new Count(one.domain());
        domains.put(name, count);
      }
    }
    count.add(protection, one.at());
  }

  /// All, those with the most mail in clear first, then those with the most unverified.
  public List<Count> counts() {
    var all = new ArrayList<>(domains.values());
    if (others.all() > 0) {
      all.add(others);
    }
    all.sort(
        Comparator.<Count>comparingLong(one -> -one.of(Protection.CLEAR))
            .thenComparingLong(one -> -one.of(Protection.ENCRYPTED))
            .thenComparingLong(one -> -one.of(Protection.UNKNOWN))
            .thenComparing(one -> one.domain().map(Domain::text).orElse("")));
    return all;
  }

  /// What all of them come to.
  public static long sum(Collection<Count> counts, Protection protection) {
    return counts.stream().mapToLong(one -> one.of(protection)).sum();
  }
}

package org.signet.mtasts;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.signet.foundation.text.Domain;

/// Policies in memory, in the order in which they were fetched.
final class MemoryPolicyStore implements PolicyStore {
  private record Fetched(Domain domain, Instant at) {}

  private final int mostChars;
  private final Map<Domain, CachedPolicy> policies = new HashMap<>();
  private final TreeSet<Fetched> order =
      new TreeSet<>(Comparator.comparing(Fetched::at).thenComparing(Fetched::domain));
  private int chars;

  MemoryPolicyStore(int mostChars) {
    this.mostChars = mostChars;
  }

  @Override
  public synchronized Optional<CachedPolicy> load(Domain domain) {
    return Optional.ofNullable(policies.get(domain));
  }

  @Override
  public synchronized void save(Domain domain, CachedPolicy policy) {
    remove(domain);
    policies.put(domain, policy);
    order.add(new Fetched(domain, policy.fetched()));
    chars += policy.policy().text().length();
    while (chars > mostChars) {
      remove(order.first().domain);
    }
  }

  @Override
  public synchronized void remove(Domain domain) {
    var removed = policies.remove(domain);
    if (removed != null) {
      order.remove(new Fetched(domain, removed.fetched()));
      chars -= removed.policy().text().length();
    }
  }

  @Override
  public synchronized List<Domain> fetchedBefore(Instant moment, int most) {
    return order.stream()
        .takeWhile(each -> each.at.isBefore(moment))
        .limit(most)
        .map(Fetched::domain)
        .toList();
  }
}

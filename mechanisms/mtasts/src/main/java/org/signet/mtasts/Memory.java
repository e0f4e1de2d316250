package org.signet.mtasts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// What is remembered of the domains that were asked about lately; a policy that is forgotten here
/// is in the [PolicyStore] still.
final class Memory {
  private final Map<Domain, Remembered> domains = new LinkedHashMap<>(64, 0.75f, true);
  private final int mostChars;
  private int chars;

  /// @param mostChars of all that is remembered, about
  Memory(int mostChars) {
    this.mostChars = mostChars;
  }

  synchronized Optional<Remembered> get(Domain domain) {
    return Optional.ofNullable(domains.get(domain));
  }

  synchronized void put(Domain domain, Remembered remembered) {
    var before = domains.put(domain, remembered);
    chars += remembered.chars() - (before == null ? 0 : before.chars());
    var eldest = domains.values().iterator();
    while (chars > mostChars && eldest.hasNext()) {
      chars -= eldest.next().chars();
      eldest.remove();
    }
  }

  synchronized int size() {
    return domains.size();
  }
}

package org.signet.spf;

import java.util.List;
import java.util.Optional;

/// What a check saw.
///
/// @param walk the run for the checked domain; empty where there was no domain to ask about
/// @param clientNames what was asked about the names of the client, for `ptr` and `%{p}`
/// @param lookups the terms that asked the DNS, as RFC 7208 §4.6.4 counts them
/// @param voidLookups those of them for which a question found nothing
public record SpfEvidence(
    Optional<Walk> walk, List<Query<?>> clientNames, int lookups, int voidLookups) {
  public SpfEvidence {
    clientNames = List.copyOf(clientNames);
  }

  /// Nothing was asked.
  public static SpfEvidence nothing() {
    return new SpfEvidence(Optional.empty(), List.of(), 0, 0);
  }
}

package org.signet.guard;

import java.util.List;
import org.signet.foundation.text.Domain;

/// Whom nobody else should be taken for: ourselves, and whom the operator chooses besides.
///
/// @param domains with all names below them
/// @param names as they are shown: of people, of the house, of a bank
public record Protected(List<Domain> domains, List<String> names) {
  public Protected {
    domains = List.copyOf(domains);
    names = List.copyOf(names);
  }

  boolean owns(Domain domain) {
    return domains.stream().anyMatch(domain::isWithin);
  }
}

package org.signet.spf;

import java.util.List;
import java.util.Optional;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;

/// One run of `check_host()` (RFC 7208 §4): the question for a domain's record, the terms in the
/// order they were tried, and what they came to. The runs that an `include` or `redirect`
/// starts are inside its [Step].
///
/// @param record the record, where there is exactly one and it follows the grammar
public record Walk(
    Query<Rdata.Txt> query, Optional<SpfRecord> record, List<Step> steps, SpfOutcome outcome) {
  public Walk {
    steps = List.copyOf(steps);
  }

  public Domain domain() {
    return query.name();
  }
}

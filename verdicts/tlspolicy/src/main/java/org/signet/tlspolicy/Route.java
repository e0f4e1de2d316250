package org.signet.tlspolicy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.mtasts.MtaStsResult;

/// Where a domain's mail goes, and what TLS each host is owed, with all that this rests on.
///
/// A host that must not be tried stands in the way of none of the others. Where none is left, the
/// mail waits.
///
/// @param domain the next hop: the domain of the recipient
/// @param at when it was looked up
/// @param hops the hosts, in the order in which they are tried; none where no mail is taken, or the
///     DNS did not answer
/// @param ruling what the operator demands instead; the demands of the hops are by it
public record Route(
    Domain domain,
    Instant at,
    Exchanges exchanges,
    MtaStsResult mtaSts,
    List<Hop> hops,
    Optional<Ruling> ruling) {
  public Route {
    hops = List.copyOf(hops);
  }

  /// The hosts that may be tried now.
  public List<Hop> open() {
    return hops.stream().filter(hop -> !(hop.demand() instanceof Demand.Withheld)).toList();
  }
}

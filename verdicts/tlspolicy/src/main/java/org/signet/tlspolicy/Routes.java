package org.signet.tlspolicy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dane.Dane;
import org.signet.dane.DaneHost;
import org.signet.dane.DaneOutcome;
import org.signet.dane.DaneResult;
import org.signet.dns.Resolver;
import org.signet.dns.SideBySide;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.mtasts.MtaSts;
import org.signet.mtasts.MtaStsResult;

/// Finds the routes of domains. Safe for any number of threads; remembers nothing itself: that is
/// for the resolver and [MtaSts] to do.
public final class Routes {
  private final Resolver dns;
  private final Dane dane;
  private final MtaSts mtaSts;
  private final List<Ruling> rulings;
  private final InstantSource clock;

  /// @param dns says of each answer whether it is signed; where nobody validates, DANE is not used
  /// @param rulings of the operator; the first that holds for a domain counts
  public Routes(Resolver dns, MtaSts mtaSts, List<Ruling> rulings, InstantSource clock) {
    this.dns = dns;
    this.dane = new Dane(dns);
    this.mtaSts = mtaSts;
    this.rulings = List.copyOf(rulings);
    this.clock = clock;
  }

  /// The route of a domain now. Blocks for as long as the DNS and the policy host may take.
  ///
  /// @param domain of the recipient, or the next hop that takes its place; never the name of a host
  ///     that an MX record gave
  public Route lookup(Domain domain) {
    var exchanges = Exchanges.of(dns.lookup(domain, Type.MX));
    var found = SideBySide.map(hosts(domain, exchanges), dane::lookup);
    var policy = mtaSts.lookup(domain);
    var at = clock.instant();
    var ruling = rulings.stream().filter(one -> one.holdsFor(domain, at)).findFirst();
    var hops = new ArrayList<Hop>();
    for (int i = 0; i < found.size(); i++) {
      hops.add(
          new Hop(preference(exchanges, i), found.get(i), demand(found.get(i), policy, ruling)));
    }
    return new Route(domain, at, exchanges, policy, hops, ruling);
  }

  private static List<DaneHost> hosts(Domain domain, Exchanges exchanges) {
    return switch (exchanges) {
      case Exchanges.Listed listed ->
          listed.hosts().stream().map(mx -> DaneHost.of(domain, listed.answer(), mx)).toList();
      case Exchanges.Implicit _ -> List.of(DaneHost.itself(domain));
      case Exchanges.Nobody _, Exchanges.NoSuchDomain _, Exchanges.Unknown _ -> List.of();
    };
  }

  private static int preference(Exchanges exchanges, int index) {
    return exchanges instanceof Exchanges.Listed listed
        ? listed.hosts().get(index).preference()
        : 0;
  }

  private static Demand demand(DaneResult host, MtaStsResult policy, Optional<Ruling> ruling) {
    return ruling
        .map(one -> overridden(host.outcome(), one.level()))
        .orElseGet(() -> Demand.of(host, policy.outcome()));
  }

  /// A ruling opens a host that a policy withholds, but no host without an address.
  private static Demand overridden(DaneOutcome outcome, Ruling.Level level) {
    if (outcome instanceof DaneOutcome.NoAddress) {
      return new Demand.Withheld(new Demand.Ban.NoAddress());
    }
    return switch (level) {
      case OPPORTUNISTIC -> new Demand.Opportunistic(Optional.empty());
      case ENCRYPTED -> new Demand.Encrypted(new Demand.Because.Overridden());
    };
  }
}

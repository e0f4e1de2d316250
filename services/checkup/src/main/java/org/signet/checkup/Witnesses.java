package org.signet.checkup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.SideBySide;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Mail hosts of others, who are asked whether mail servers can be reached from here.
///
/// @param domains a few that have nothing in common
public record Witnesses(Resolver dns, List<Domain> domains) {
  public Witnesses {
    domains = List.copyOf(domains);
  }

  private record Witness(Domain domain, IpAddress address) {}

  /// Connects to one address of each. One that answers is enough; that none does must be said by
  /// two at least, so that nothing is concluded from one that happens to be down.
  Outlet ask(Visit visit) {
    var found = SideBySide.map(domains, this::witness).stream().flatMap(Optional::stream).toList();
    var answers = SideBySide.map(found, witness -> visit.isReachable(witness.address));
    if (answers.contains(true)) {
      return new Outlet.Open();
    }
    return found.size() < 2
        ? new Outlet.Undetermined()
        : new Outlet.Blocked(found.stream().map(Witness::domain).toList());
  }

  /// The first address of the host that a domain prefers.
  private Optional<Witness> witness(Domain domain) {
    var hosts = new ArrayList<>(dns.lookup(domain, Type.MX).records());
    hosts.sort(Comparator.comparingInt(Rdata.Mx::preference).thenComparing(Rdata.Mx::exchange));
    return hosts.stream()
        .findFirst()
        .map(mx -> dns.lookup(mx.exchange(), Type.A))
        .filter(answer -> answer instanceof Answer.Found<Rdata.Address>)
        .map(answer -> new Witness(domain, answer.records().getFirst().address()));
  }
}

package org.signet.checkup;

import java.util.List;
import org.signet.tlspolicy.Hop;
import org.signet.tlspolicy.Route;

/// What the mail hosts of a domain were seen to do.
///
/// @param addresses in the order of the route, each address of each host
public record ProbeResult(Route route, Outlet outlet, List<AddressProbe> addresses) {
  public ProbeResult {
    addresses = List.copyOf(addresses);
  }

  /// The addresses of one host.
  public List<AddressProbe> of(Hop hop) {
    return addresses.stream().filter(probe -> probe.hop().equals(hop)).toList();
  }
}

package org.signet.setup.imports;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Network;

/// Hosts in the form of OpenDKIM's PeerList and OpenDMARC's IgnoreHosts: addresses and networks,
/// which we know, and names, which we do not.
final class HostList {
  private static final List<Network> LOOPBACK = List.of(Network.of("127.0.0.1"), Network.of("::1"));

  /// Bits of the widest private network, fc00::/7 (RFC 4193 §3.1).
  private static final int NARROWEST = 7;

  private HostList() {}

  /// Lists a host as one of ours.
  static void own(Draft draft, Place place, String said, String host) {
    var isNegated = host.startsWith("!");
    var networks = networks(host);
    if (isNegated || networks.isEmpty()) {
      draft.warn(
          place,
          said,
          isNegated
              ? "exceptions cannot be listed; list smaller networks under [ways] own"
              : "hosts are listed by address, never by name; list its addresses under [ways] own");
      return;
    }
    if (networks.stream().anyMatch(HostList::isWide)) {
      draft.warn(place, said, "so many hosts cannot be ours; list your own under [ways] own");
      return;
    }
    networks.forEach(draft::own);
    if (!LOOPBACK.containsAll(networks)) {
      draft.note(
          place,
          said,
          "listed under [ways] own: hosts whose programs send in our name. A server whose users log"
              + " in there belongs under submitters, a backup MX under relays");
    }
  }

  /// What a text names; none where it is a name.
  static List<Network> networks(String host) {
    return host.equalsIgnoreCase("localhost")
        ? LOOPBACK
        : network(host.replace("[", "").replace("]", "")).map(List::of).orElse(List.of());
  }

  /// Mail of strangers must never count as ours by a slip.
  private static boolean isWide(Network network) {
    return network.bits() < NARROWEST;
  }

  private static Optional<Network> network(String text) {
    return Network.parse(text).optional();
  }
}

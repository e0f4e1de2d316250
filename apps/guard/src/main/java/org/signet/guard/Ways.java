package org.signet.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;

/// The ways by which mail comes to the operator's mail server. Nothing is listed by default, not
/// even the host itself: a proxy or a tunnel that ends on it brings strangers.
///
/// @param authservIds under which our results are written, ours first; those of other hosts of the
///     same cluster too (RFC 8601 §2.5)
/// @param daemons what each part of the mail server takes
/// @param own hosts whose programs send mail in our name
/// @param submitters servers of ours that know their users themselves
/// @param relays hosts of ours that take mail from strangers for us: a backup MX, a gateway
public record Ways(
    List<String> authservIds,
    Map<String, Door> daemons,
    List<Network> own,
    List<Network> submitters,
    List<Network> relays) {
  /// What a part of the mail server takes.
  public enum Door {
    /// Mail from strangers.
    INBOUND,
    /// Mail of people who are known.
    SUBMISSION,
    /// Mail made on this host.
    LOCAL,
    /// Mail handed over by a host of ours.
    RELAY,
    /// Mail that a filter gives back.
    REINJECTION
  }

  /// @throws IllegalArgumentException where there is no id
  public Ways {
    authservIds = List.copyOf(authservIds);
    daemons = Map.copyOf(daemons);
    own = List.copyOf(own);
    submitters = List.copyOf(submitters);
    relays = List.copyOf(relays);
    if (authservIds.isEmpty()) {
      throw new IllegalArgumentException("our results need a name");
    }
  }

  /// Nothing is known but our name.
  public static Ways of(String authservId) {
    return new Ways(List.of(authservId), Map.of(), List.of(), List.of(), List.of());
  }

  static Optional<Network> holding(List<Network> networks, IpAddress client) {
    return networks.stream().filter(network -> network.holds(client)).findFirst();
  }

  /// Whether a host is ours in any sense.
  boolean isOurs(IpAddress client) {
    return List.of(own, submitters, relays).stream()
        .anyMatch(networks -> holding(networks, client).isPresent());
  }
}

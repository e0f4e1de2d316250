package org.signet.spf;

import java.util.Optional;
import org.signet.foundation.text.IpAddress;

/// A set of clients. RFC 7208 §5, in its order. Where a domain-spec is left out, the domain whose
/// record it is takes its place.
public sealed interface Mechanism {
  /// Every client. §5.1
  record All() implements Mechanism {}

  /// The clients that the record of another domain passes. §5.2
  record Include(DomainSpec domain) implements Mechanism {}

  /// The addresses of a host, or their networks. §5.3
  ///
  /// @param bits4 how many leading bits of an IPv4 address count
  /// @param bits6 how many leading bits of an IPv6 address count
  record A(Optional<DomainSpec> domain, int bits4, int bits6) implements Mechanism {}

  /// The addresses of a domain's mail hosts, or their networks. §5.4
  record Mx(Optional<DomainSpec> domain, int bits4, int bits6) implements Mechanism {}

  /// The clients whose validated name is the domain or below it. §5.5; not to be published
  record Ptr(Optional<DomainSpec> domain) implements Mechanism {}

  /// An IPv4 network. §5.6
  record Ip4(IpAddress network, int bits) implements Mechanism {}

  /// An IPv6 network. §5.6
  record Ip6(IpAddress network, int bits) implements Mechanism {}

  /// The clients for which a name, made from what is known of them, has an address. §5.7
  record Exists(DomainSpec domain) implements Mechanism {}

  /// Whether evaluating it asks the DNS, and so counts. §4.6.4
  default boolean asksDns() {
    return switch (this) {
      case All _, Ip4 _, Ip6 _ -> false;
      case Include _, A _, Mx _, Ptr _, Exists _ -> true;
    };
  }
}

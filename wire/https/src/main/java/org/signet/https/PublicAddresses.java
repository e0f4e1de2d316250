package org.signet.https;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;

/// Which addresses are of the public Internet. The others lead into our own host or network, or to
/// nobody: a name that somebody else publishes must not make us speak with them. The registries of
/// RFC 6890, as IANA has them in 2026.
final class PublicAddresses {
  /// Not one host, or not one that everybody can reach.
  private static final List<Network> SPECIAL_V4 =
      networks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // behind a provider's translator
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, and the desk of many clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4, withdrawn
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /// All that is given out to hosts (RFC 4291 §2.4); what lies outside is special.
  private static final Network GLOBAL_V6 = Network.of("2000::/3");

  private static final List<Network> SPECIAL_V6 =
      networks(
          "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarks
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: an IPv4 address of the sender's choice
          "3fff::/20"); // documentation

  /// IPv4 addresses as a translator shows them to a host that has IPv6 alone (RFC 6052 §2.1).
  private static final Network TRANSLATED = Network.of("64:ff9b::/96");

  private PublicAddresses() {}

  static boolean hold(IpAddress address) {
    var plain = address.unmapped();
    if (plain.isV4()) {
      return SPECIAL_V4.stream().noneMatch(special -> special.holds(plain));
    }
    if (TRANSLATED.holds(plain)) {
      return hold(IpAddress.of(Arrays.copyOfRange(plain.octets(), 12, 16)));
    }
    return GLOBAL_V6.holds(plain) && SPECIAL_V6.stream().noneMatch(special -> special.holds(plain));
  }

  private static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::of).toList();
  }
}

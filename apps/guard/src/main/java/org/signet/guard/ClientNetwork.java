package org.signet.guard;

import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;

/// The network that a client is counted under: that of one site, most likely.
final class ClientNetwork {
  private static final int BITS_V4 = 24;

  /// What one site gets at least (RFC 6177 §2).
  private static final int BITS_V6 = 64;

  private ClientNetwork() {}

  static Network of(IpAddress client) {
    var address = client.unmapped();
    int bits = address.isV4() ? BITS_V4 : BITS_V6;
    var octets = address.octets();
    for (int i = bits / 8; i < octets.length; i++) {
      octets[i] = 0;
    }
    return new Network(IpAddress.of(octets), bits);
  }
}

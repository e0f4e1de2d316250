package org.signet.milter;

import org.signet.foundation.text.IpAddress;

/// Reads who connected: a name, and behind it the family: `4` and `6` with port and address, `L`
/// with a path, or `U` with nothing.
final class ClientReader {
  private ClientReader() {}

  static Client read(PacketData data) throws Fault {
    var name = data.endedString();
    char family = data.octet();
    return switch (family) {
      case '4', '6' -> inet(name, data.uint16(), data.rest());
      case 'L' -> {
        data.uint16();
        yield new Client.Local(name, data.rest());
      }
      case 'U' -> new Client.Unknown(name, data.rest());
      default -> throw new Fault(Ending.Rule.DATA, Step.CONNECT.command);
    };
  }

  /// Sendmail writes `IPv6:` before an address of that family; an address may be unknown too.
  private static Client inet(String name, int port, String address) {
    return IpAddress.ofLiteral(address)
        .<Client>map(known -> new Client.Inet(name, known, port))
        .orElseGet(() -> new Client.Unknown(name, address));
  }
}

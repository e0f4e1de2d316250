package org.signet.foundation.text;

import static org.signet.foundation.spec.Spec.RFC4291;

import org.signet.foundation.spec.Clause;

/// Addresses of one family that begin with the same bits.
///
/// @param bits how many; all of them for a single address
public record Network(IpAddress address, int bits) {
  private static final Clause PREFIX = RFC4291.section("2.3");

  /// @throws IllegalArgumentException for more bits than the address has
  public Network {
    if (bits < 0 || bits > width(address)) {
      throw new IllegalArgumentException(address + " has no " + bits + " bits");
    }
  }

  /// A network written in the program's own text.
  ///
  /// @throws IllegalArgumentException where it is none
  public static Network of(String text) {
    return parse(text).orThrow();
  }

  /// Reads `192.0.2.0/24`, `2001:db8::/32`, or an address, which stands for itself alone.
  public static Parsed<Network> parse(String text) {
    int slash = text.indexOf('/');
    var start = slash < 0 ? text : text.substring(0, slash);
    if (!(IpAddress.parse(start) instanceof Parsed.Ok<IpAddress>(var address))) {
      return Parsed.malformed(text, 0, "a network such as 192.0.2.0/24 or 2001:db8::/32", PREFIX);
    }
    int most = width(address);
    int bits = slash < 0 ? most : (int) Ascii.parseNumber(text.substring(slash + 1), most);
    return bits < 0
        ? Parsed.malformed(text, slash + 1, "a prefix of at most " + most + " bits", PREFIX)
        : Parsed.ok(new Network(address, bits));
  }

  private static int width(IpAddress address) {
    return address.isV4() ? 32 : 128;
  }

  /// Whether the address is in it; an IPv4 address mapped into IPv6 is one of IPv4.
  public boolean holds(IpAddress client) {
    return client.unmapped().isIn(address, bits);
  }

  @Override
  public String toString() {
    return address + "/" + bits;
  }
}

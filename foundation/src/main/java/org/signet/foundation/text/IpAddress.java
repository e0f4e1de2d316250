package org.signet.foundation.text;

import static org.signet.foundation.spec.Spec.RFC1035;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.spec.Spec;

/// An IPv4 or IPv6 address: 4 or 16 octets. Read strictly: four decimal numbers without leading
/// zeros, or the text forms of RFC 4291 §2.2; never the shortened, octal or whole-number forms that
/// system libraries take, and no zone index.
public final class IpAddress implements Comparable<IpAddress> {
  private static final Clause V4 = RFC1035.section("3.4.1");
  private static final Clause V6 = new Clause(Spec.RFC4291, "2.2");

  private final byte[] octets;

  private IpAddress(byte[] octets) {
    this.octets = octets;
  }

  /// The address of 4 or 16 octets.
  public static IpAddress of(byte[] octets) {
    if (octets.length != 4 && octets.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 octets");
    }
    return new IpAddress(octets.clone());
  }

  /// An address written in the program's own text.
  ///
  /// @throws IllegalArgumentException where it is none
  public static IpAddress of(String text) {
    return parse(text).orThrow();
  }

  public static Parsed<IpAddress> parse(String text) {
    return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
  }

  /// Four numbers from 0 to 255 without leading zeros, between dots.
  public static Parsed<IpAddress> parseV4(String text) {
    var octets = new byte[4];
    if (!readV4(text, octets, 0)) {
      return Parsed.malformed(text, 0, "four numbers from 0 to 255 between dots", V4);
    }
    return Parsed.ok(new IpAddress(octets));
  }

  private static boolean readV4(String text, byte[] into, int at) {
    int from = 0;
    for (int part = 0; part < 4; part++) {
      int to = part == 3 ? text.length() : text.indexOf('.', from);
      if (to < 0 || to - from < 1 || to - from > 3) {
        return false;
      }
      long value = Ascii.parseNumber(text.substring(from, to), 255);
      if (value < 0 || (to - from > 1 && text.charAt(from) == '0')) {
        return false;
      }
      into[at + part] = (byte) value;
      from = to + 1;
    }
    return true;
  }

  /// Groups of up to four hexadecimal digits, one `::` for a run of zero groups, and perhaps an
  /// IPv4
  /// address in the last 32 bits.
  public static Parsed<IpAddress> parseV6(String text) {
    var malformed = Parsed.<IpAddress>malformed(text, 0, "an IPv6 address", V6);
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return malformed;
    }
    var octets = new byte[16];
    if (gap < 0) {
      return groups(text, octets) == 16 ? Parsed.ok(new IpAddress(octets)) : malformed;
    }
    var head = new byte[16];
    var tail = new byte[16];
    int before = groups(text.substring(0, gap), head);
    int after = groups(text.substring(gap + 2), tail);
    var fits = before >= 0 && after >= 0 && before + after <= 14;
    if (!fits || text.substring(0, gap).indexOf('.') >= 0) {
      return malformed;
    }
    System.arraycopy(head, 0, octets, 0, before);
    System.arraycopy(tail, 0, octets, 16 - after, after);
    return Parsed.ok(new IpAddress(octets));
  }

  /// Reads groups between single colons and answers the octets written, or -1.
  private static int groups(String text, byte[] into) {
    if (text.isEmpty()) {
      return 0;
    }
    int at = 0;
    int from = 0;
    while (true) {
      int colon = text.indexOf(':', from);
      var isLast = colon < 0;
      var group = isLast ? text.substring(from) : text.substring(from, colon);
      if (isLast && group.indexOf('.') >= 0) {
        return at <= 12 && readV4(group, into, at) ? at + 4 : -1;
      }
      if (at > 14 || group.isEmpty() || group.length() > 4) {
        return -1;
      }
      if (!group.chars().allMatch(Ascii::isHexDigit)) {
        return -1;
      }
      int value = Integer.parseInt(group, 16);
      into[at++] = (byte) (value >> 8);
      into[at++] = (byte) value;
      if (isLast) {
        return at;
      }
      from = colon + 1;
    }
  }

  public boolean isV4() {
    return octets.length == 4;
  }

  /// The octets, most significant first; a copy.
  public byte[] octets() {
    return octets.clone();
  }

  /// The IPv4 address where this is one mapped into IPv6 (`::ffff:0:0/96`, RFC 4291 §2.5.5.2);
  /// otherwise this address.
  public IpAddress unmapped() {
    if (isV4() || (octets[10] & octets[11] & 0xff) != 0xff) {
      return this;
    }
    for (int i = 0; i < 10; i++) {
      if (octets[i] != 0) {
        return this;
      }
    }
    return new IpAddress(Arrays.copyOfRange(octets, 12, 16));
  }

  /// Whether the first `bits` bits equal those of `network`, which is of the same family.
  public boolean isIn(IpAddress network, int bits) {
    if (octets.length != network.octets.length) {
      return false;
    }
    int whole = Math.min(bits, octets.length * 8) / 8;
    if (Arrays.mismatch(octets, 0, whole, network.octets, 0, whole) >= 0) {
      return false;
    }
    int left = bits - whole * 8;
    return left <= 0
        || whole == octets.length
        || ((octets[whole] ^ network.octets[whole]) & 0xff) >> (8 - left) == 0;
  }

  /// The name at which the PTR records of this address stand: below `in-addr.arpa` (RFC 1035 §3.5)
  /// or `ip6.arpa` (RFC 3596 §2.5).
  public Domain reverseName() {
    var out = new StringBuilder(80);
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xff;
      if (isV4()) {
        out.append(octet).append('.');
      } else {
        out.append(Character.forDigit(octet & 15, 16)).append('.');
        out.append(Character.forDigit(octet >> 4, 16)).append('.');
      }
    }
    return Domain.of(out.append(isV4() ? "in-addr.arpa" : "ip6.arpa").toString());
  }

  /// For the JDK's sockets.
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The address in a mail address literal (RFC 5321 §4.1.3), with or without the brackets; empty
  /// where it is none.
  public static Optional<IpAddress> ofLiteral(String text) {
    var inner =
        text.startsWith("[") && text.endsWith("]") && text.length() > 1
            ? text.substring(1, text.length() - 1)
            : text;
    var bare = Ascii.startsWithIgnoreCase(inner, "IPv6:") ? inner.substring(5) : inner;
    return parse(bare).optional();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(octets, address.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public int compareTo(IpAddress other) {
    return Arrays.compareUnsigned(octets, other.octets);
  }

  /// Dotted decimal, or the canonical form of RFC 5952: lower case, the longest run of zero groups
  /// as `::`.
  @Override
  public String toString() {
    if (isV4()) {
      return (octets[0] & 0xff)
          + "."
          + (octets[1] & 0xff)
          + "."
          + (octets[2] & 0xff)
          + "."
          + (octets[3] & 0xff);
    }
    var groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
    }
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > longest) {
        longest = run;
        start = i;
      }
    }
    if (start < 0) {
      return joined(groups, 0, 8);
    }
    return joined(groups, 0, start) + "::" + joined(groups, start + longest, 8);
  }

  private static String joined(int[] groups, int from, int to) {
    var parts = new java.util.ArrayList<String>(8);
    for (int i = from; i < to; i++) {
      parts.add(Integer.toHexString(groups[i]));
    }
    return String.join(":", List.copyOf(parts));
  }
}

package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// Octets (one char each) read as UTF-8, as header fields may hold it (RFC 6532 §3.1), by the
/// strict rules of RFC 3629.
final class Utf8 {
  private Utf8() {}

  enum Soundness {
    /// ASCII or well-formed UTF-8.
    SOUND,
    /// Other octets, mostly text in an older charset.
    OTHER,
    /// A form that only a careless decoder reads, and reads as something else: an ASCII character
    /// written in more octets than it needs, half of a surrogate pair, a number above U+10FFFF.
    FORGED
  }

  static boolean isAscii(String octets) {
    for (int i = 0; i < octets.length(); i++) {
      if (octets.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// The worst that the octets hold.
  static Soundness soundness(String octets) {
    var worst = Soundness.SOUND;
    int i = 0;
    while (i < octets.length()) {
      int lead = octets.charAt(i);
      if (lead < 0x80) {
        i++;
        continue;
      }
      int length = sequenceLength(lead);
      int followers = followers(octets, i + 1, length - 1);
      if (followers < length - 1 || length == 1) {
        worst = Soundness.OTHER;
        i++;
      } else if (isForged(lead, octets.charAt(i + 1))) {
        return Soundness.FORGED;
      } else {
        i += length;
      }
    }
    return worst;
  }

  /// The octets that a lead octet announces; 1 for one that starts nothing.
  private static int sequenceLength(int lead) {
    if (lead >= 0xc0 && lead < 0xe0) {
      return 2;
    }
    if (lead >= 0xe0 && lead < 0xf0) {
      return 3;
    }
    return lead >= 0xf0 && lead < 0xf8 ? 4 : 1;
  }

  private static int followers(String octets, int from, int most) {
    int count = 0;
    while (count < most
        && from + count < octets.length()
        && octets.charAt(from + count) >> 6 == 2) {
      count++;
    }
    return count;
  }

  private static boolean isForged(int lead, int second) {
    return lead < 0xc2
        || (lead == 0xe0 && second < 0xa0)
        || (lead == 0xed && second >= 0xa0)
        || (lead == 0xf0 && second < 0x90)
        || (lead == 0xf4 && second >= 0x90)
        || lead > 0xf4;
  }

  /// The text, where the octets are sound.
  static Optional<String> decode(String octets) {
    return soundness(octets) == Soundness.SOUND
        ? Optional.of(new String(octets.getBytes(ISO_8859_1), UTF_8))
        : Optional.empty();
  }
}

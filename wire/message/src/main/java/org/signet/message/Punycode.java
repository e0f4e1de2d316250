package org.signet.message;

import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// What an A-label says, whether or not a conforming program would have written it: the decoder of
/// RFC 3492 §6.2, without the checks of UTS #46. For display and for finding lookalikes alone.
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;

  private Punycode() {}

  /// The characters behind `xn--`, where the rest of a label (63 octets at most) is Punycode.
  static Optional<String> decode(String rest) {
    int hyphen = rest.lastIndexOf('-');
    var out = new StringBuilder(rest.substring(0, Math.max(hyphen, 0)));
    int codePoint = 128;
    int i = 0;
    int bias = 72;
    int at = hyphen + 1;
    int count = out.length();
    while (at < rest.length()) {
      int start = i;
      int weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = at < rest.length() ? digit(rest.charAt(at++)) : -1;
        if (digit < 0 || digit > (Integer.MAX_VALUE - i) / weight) {
          return Optional.empty();
        }
        i += digit * weight;
        int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
        if (digit < threshold) {
          break;
        }
        if (weight > Integer.MAX_VALUE / (BASE - threshold)) {
          return Optional.empty();
        }
        weight *= BASE - threshold;
      }
      count++;
      bias = adapt(i - start, count, start == 0);
      if (i / count > Character.MAX_CODE_POINT - codePoint) {
        return Optional.empty();
      }
      codePoint += i / count;
      i %= count;
      out.insert(out.offsetByCodePoints(0, i), Character.toString(codePoint));
      i++;
    }
    return Optional.of(out.toString());
  }

  private static int digit(char c) {
    if (Ascii.isDigit(c)) {
      return c - '0' + 26;
    }
    return Ascii.isLetter(c) ? Ascii.toLower(c) - 'a' : -1;
  }

  private static int adapt(int delta, int count, boolean first) {
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / count;
    int k = 0;
    while (delta > (BASE - T_MIN) * T_MAX / 2) {
      delta /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
  }
}

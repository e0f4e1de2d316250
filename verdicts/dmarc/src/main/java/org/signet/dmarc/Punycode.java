package org.signet.dmarc;

import java.util.OptionalInt;

/// Turns one label of Unicode text into its A-label (RFC 3492, RFC 5890 §2.3.2.1). The Public
/// Suffix List is written in the mapped, lower-case form already, so that nothing more than the
/// encoding is needed, and no Unicode tables are loaded for it.
final class Punycode {
  // RFC 3492 §5.
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  private Punycode() {}

  /// The label itself where it is ASCII, otherwise its A-label.
  static String toAscii(String label) {
    if (label.chars().allMatch(c -> c < INITIAL_N)) {
      return label;
    }
    var out = new StringBuilder("xn--");
    int[] points = label.codePoints().toArray();
    for (int point : points) {
      if (point < INITIAL_N) {
        out.append((char) point);
      }
    }
    int handled = out.length() - "xn--".length();
    if (handled > 0) {
      out.append('-');
    }
    encode(points, handled, out);
    return out.toString();
  }

  /// RFC 3492 §6.3; `basic` code points were written before.
  private static void encode(int[] points, int basic, StringBuilder out) {
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    int handled = basic;
    while (handled < points.length) {
      int next = smallestFrom(points, n).orElseThrow();
      delta += (next - n) * (handled + 1);
      n = next;
      for (int point : points) {
        if (point < n) {
          delta++;
        } else if (point == n) {
          writeVariable(delta, bias, out);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
  }

  private static OptionalInt smallestFrom(int[] points, int n) {
    return java.util.Arrays.stream(points).filter(point -> point >= n).min();
  }

  /// A generalized variable-length integer, RFC 3492 §3.3.
  private static void writeVariable(int value, int bias, StringBuilder out) {
    int q = value;
    for (int k = BASE; ; k += BASE) {
      int t = Math.clamp(k - bias, T_MIN, T_MAX);
      if (q < t) {
        out.append(digit(q));
        return;
      }
      out.append(digit(t + (q - t) % (BASE - t)));
      q = (q - t) / (BASE - t);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  /// RFC 3492 §6.1.
  private static int adapt(int delta, int points, boolean isFirst) {
    int left = isFirst ? delta / DAMP : delta / 2;
    left += left / points;
    int k = 0;
    while (left > (BASE - T_MIN) * T_MAX / 2) {
      left /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * left / (left + SKEW);
  }
}

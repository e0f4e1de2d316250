package org.signet.dmarc;

/// Turns one label of Unicode text into its A-label (RFC 3492, RFC 5890 §2.3.2.1). The Public
/// Suffix List is written in the mapped, lower-case form already, so that nothing more than the
/// encoding is needed, and no Unicode tables are loaded for it. Plain loops, because the list is
/// read while a program starts, when every lambda still costs.
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
    if (isAscii(label)) {
      return label;
    }
    var out = new StringBuilder("xn--");
    int[] points = codePoints(label);
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

  private static int[] codePoints(String label) {
    int[] points = new int[label.codePointCount(0, label.length())];
    int at = 0;
    for (int i = 0; i < points.length; i++) {
      points[i] = label.codePointAt(at);
      at += Character.charCount(points[i]);
    }
    return points;
  }

  private static boolean isAscii(String label) {
    for (int i = 0; i < label.length(); i++) {
      if (label.charAt(i) >= INITIAL_N) {
        return false;
      }
    }
    return true;
  }

  /// RFC 3492 §6.3; `basic` code points were written before.
  private static void encode(int[] points, int basic, StringBuilder out) {
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    int handled = basic;
    while (handled < points.length) {
      int next = smallestFrom(points, n);
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

  private static int smallestFrom(int[] points, int n) {
    int smallest = Integer.MAX_VALUE;
    for (int point : points) {
      if (point >= n && point < smallest) {
        smallest = point;
      }
    }
    return smallest;
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

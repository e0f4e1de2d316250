package org.signet.foundation.text;

/// ASCII questions on octets, kept in a string of one char per octet (ISO 8859-1). Nothing here
/// knows Unicode or a locale: a Turkish `ı` or a Kelvin sign never equals an ASCII letter.
public final class Ascii {
  private Ascii() {}

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isLetter(int c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  public static boolean isLetterOrDigit(int c) {
    return isLetter(c) || isDigit(c);
  }

  public static boolean isHexDigit(int c) {
    return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
  }

  /// Space or horizontal tab: the `WSP` of RFC 5234.
  public static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  /// An octet that can occur in folding white space: `WSP`, CR or LF.
  public static boolean isFoldingBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /// A printable ASCII octet other than space (`VCHAR` of RFC 5234).
  public static boolean isVisible(int c) {
    return c > 0x20 && c < 0x7f;
  }

  public static int toLower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  }

  /// The text with `A`–`Z` folded to `a`–`z` and every other char as it was.
  public static String toLower(String text) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return foldedFrom(text, i);
      }
    }
    return text;
  }

  private static String foldedFrom(String text, int first) {
    var chars = text.toCharArray();
    for (int i = first; i < chars.length; i++) {
      chars[i] = (char) toLower(chars[i]);
    }
    return new String(chars);
  }

  public static boolean equalsIgnoreCase(String a, String b) {
    return a.length() == b.length() && startsWithIgnoreCase(a, 0, b);
  }

  public static boolean startsWithIgnoreCase(String text, String prefix) {
    return startsWithIgnoreCase(text, 0, prefix);
  }

  private static boolean startsWithIgnoreCase(String text, int from, String prefix) {
    if (text.length() - from < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (toLower(text.charAt(from + i)) != toLower(prefix.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// The text without leading and trailing octets of folding white space; nothing else is cut.
  public static String trimFolding(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isFoldingBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isFoldingBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /// The text without any octet of folding white space, as base64 in header fields needs it.
  public static String withoutFolding(String text) {
    int from = 0;
    int to = indexOfFolding(text, 0);
    if (to == text.length()) {
      return text;
    }
    var out = new StringBuilder(text.length());
    while (from < text.length()) {
      out.append(text, from, to);
      from = to + 1;
      to = indexOfFolding(text, from);
    }
    return out.toString();
  }

  private static int indexOfFolding(String text, int from) {
    int at = from;
    while (at < text.length() && !isFoldingBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// Reads a number written in ASCII digits alone, at most `max`; -1 where the text is anything
  /// else: empty, signed, in other digits, or larger. Leading zeros are taken.
  public static long parseNumber(String text, long max) {
    if (text.isEmpty()) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      int digit = c - '0';
      if (value > (max - digit) / 10) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// The text safe to show on a terminal or in a log: control octets, and chars outside ASCII, are
  /// written as `\xHH` (or four digits behind a `u`), and what is longer than `most` chars is cut
  /// with `…`.
  public static String printable(String text, int most) {
    var out = new StringBuilder(Math.min(text.length(), most) + 1);
    for (int i = 0; i < text.length(); i++) {
      if (i == most) {
        return out.append('…').toString();
      }
      var c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f) {
        out.append(c);
      } else if (c <= 0xff) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.toString();
  }
}

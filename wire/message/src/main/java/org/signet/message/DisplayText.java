package org.signet.message;

/// Text of a header field as it may be shown to a person: encoded-words decoded, and nothing left
/// that could hide, turn or push away what stands beside it.
///
/// Control characters become U+FFFD; characters that are invisible or set the direction of text
/// (UAX #9) are dropped; more than [#MOST_CHARS] are cut with `…`.
public final class DisplayText {
  /// Characters that a name or subject shows.
  public static final int MOST_CHARS = 200;

  private static final int REPLACEMENT = 0xfffd;

  private DisplayText() {}

  /// The text of these octets, one char per octet.
  public static String of(String octets) {
    var decoded = EncodedWords.decode(octets);
    var out = new StringBuilder(Math.min(decoded.length(), MOST_CHARS) + 1);
    int count = 0;
    for (int i = 0; i < decoded.length(); ) {
      int c = decoded.codePointAt(i);
      i += Character.charCount(c);
      if (isHiding(c)) {
        continue;
      }
      if (count++ == MOST_CHARS) {
        return out.append('…').toString();
      }
      out.appendCodePoint(isControl(c) ? REPLACEMENT : c);
    }
    return out.toString();
  }

  /// Whether showing all of a decoded text could hide or turn what stands beside it.
  static boolean hides(String decoded) {
    return decoded.codePointCount(0, decoded.length()) > MOST_CHARS
        || decoded.codePoints().anyMatch(c -> isHiding(c) || isControl(c));
  }

  private static boolean isControl(int c) {
    return Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.SURROGATE;
  }

  private static boolean isHiding(int c) {
    return switch (c) {
      case 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0, 0xfeff -> true;
      default ->
          (c >= 0x180b && c <= 0x180f)
              || (c >= 0x2000 && c <= 0x200f)
              || (c >= 0x2028 && c <= 0x202e)
              || (c >= 0x2060 && c <= 0x206f)
              || (c >= 0xe0000 && c <= 0xe0fff);
    };
  }
}

package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;

/// Text of a header field with its encoded-words decoded (RFC 2047), for people to read and for
/// finding what a reader could be shown. Never applied to an address.
///
/// A word that is malformed, or in a charset that is not read here (UTF-7 on purpose), stays as it
/// came. Linear.
final class EncodedWords {
  /// The charsets that are read where the Java runtime has them, by the names that mail uses.
  private static final Set<String> CHARSETS =
      Set.of(
          ("us-ascii utf-8 iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6"
                  + " iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-13 iso-8859-15 iso-2022-jp"
                  + " iso-2022-kr euc-jp euc-kr shift_jis gb2312 gbk gb18030 big5 koi8-r koi8-u"
                  + " windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255"
                  + " windows-1256 windows-1257 windows-1258")
              .split(" "));

  private final String octets;
  private final StringBuilder out = new StringBuilder();

  private EncodedWords(String octets) {
    this.octets = octets;
  }

  /// The text in characters.
  static String decode(String octets) {
    if (!octets.contains("=?")) {
      return text(octets);
    }
    return new EncodedWords(octets).decoded();
  }

  /// Octets outside encoded-words: UTF-8 (RFC 6532), or else what most old mail means.
  private static String text(String octets) {
    return Utf8.decode(octets).orElse(octets);
  }

  private String decoded() {
    int plainFrom = 0;
    int at = octets.indexOf("=?");
    var afterWord = false;
    while (at >= 0) {
      int end = endOfWord(at);
      var word = end < 0 ? Optional.<String>empty() : word(at, end);
      if (word.isPresent()) {
        var between = octets.substring(plainFrom, at);
        if (!afterWord || !Ascii.trimFolding(between).isEmpty()) {
          out.append(text(between)); // §6.2: white space between two words is none
        }
        out.append(word.get());
        plainFrom = end;
        afterWord = true;
      }
      at = octets.indexOf("=?", word.isPresent() ? end : at + 2);
    }
    return out.append(text(octets.substring(plainFrom))).toString();
  }

  /// The place behind the `?=` of a word that starts at `from`, or -1. A word holds no white space
  /// (§2), so that looking for its end never runs over the next one.
  private int endOfWord(int from) {
    int marks = 0;
    for (int i = from + 2; i < octets.length() && Ascii.isVisible(octets.charAt(i)); i++) {
      if (octets.charAt(i) == '?' && ++marks == 3) {
        return i + 1 < octets.length() && octets.charAt(i + 1) == '=' ? i + 2 : -1;
      }
    }
    return -1;
  }

  private Optional<String> word(int from, int end) {
    var parts = octets.substring(from + 2, end - 2).split("\\?", -1);
    var charset = charset(parts[0]);
    var decoded = charset.isEmpty() ? Optional.<byte[]>empty() : content(parts[1], parts[2]);
    return decoded.map(bytes -> new String(bytes, charset.get()));
  }

  /// The charset; a language behind `*` is dropped (RFC 2231 §5).
  private static Optional<Charset> charset(String name) {
    int star = name.indexOf('*');
    var known = Ascii.toLower(star < 0 ? name : name.substring(0, star));
    return CHARSETS.contains(known) && Charset.isSupported(known)
        ? Optional.of(Charset.forName(known))
        : Optional.empty();
  }

  private static Optional<byte[]> content(String encoding, String text) {
    return switch (encoding) {
      case "B", "b" -> base64(text);
      case "Q", "q" -> Optional.of(q(text));
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(withoutPadding(text).getBytes(UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return text.substring(0, end % 4 == 1 ? end - 1 : end);
  }

  private static byte[] q(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '=' && i + 2 < text.length() && isHex(text, i + 1)) {
        out.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        out.append(c == '_' ? ' ' : c);
      }
    }
    return out.toString().getBytes(ISO_8859_1);
  }

  private static boolean isHex(String text, int at) {
    return Ascii.isHexDigit(text.charAt(at)) && Ascii.isHexDigit(text.charAt(at + 1));
  }
}

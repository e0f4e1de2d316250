package org.signet.dkim;

import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// DKIM-Quoted-Printable: `=XX` for an octet, white space for nothing. RFC 6376 §2.11.
final class QuotedPrintable {
  private QuotedPrintable() {}

  /// The text that stands for these octets, one char each.
  static String encode(String octets) {
    var out = new StringBuilder(octets.length());
    octets
        .chars()
        .forEach(
            c -> {
              if (Ascii.isVisible(c) && c != '=' && c != ';') {
                out.append((char) c);
              } else {
                out.append("=%02X".formatted(c));
              }
            });
    return out.toString();
  }

  /// The octets that the text stands for, one char each; empty where an `=` is not followed by two
  /// hexadecimal digits.
  static Optional<String> decode(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '=') {
        if (i + 2 >= text.length()
            || !Ascii.isHexDigit(text.charAt(i + 1))
            || !Ascii.isHexDigit(text.charAt(i + 2))) {
          return Optional.empty();
        }
        out.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else if (!Ascii.isFoldingBlank(c)) {
        out.append(c);
      }
    }
    return Optional.of(out.toString());
  }
}

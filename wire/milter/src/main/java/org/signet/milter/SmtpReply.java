package org.signet.milter;

import java.util.List;
import org.signet.foundation.text.Ascii;

/// What the client is told when its message is refused (RFC 5321 §4.2), with an enhanced status
/// code (RFC 2034 §4). Nothing that is no reply can be made: no line breaks inside a line, no octet
/// that a reply cannot hold, no success.
///
/// @param code from 400 to 559
/// @param enhanced such as `5.7.1`; its class is the first digit of the code
/// @param lines what is said, without codes; printable ASCII
public record SmtpReply(int code, String enhanced, List<String> lines) {
  /// Lines that an MTA takes from a filter.
  public static final int MOST_LINES = 32;

  /// Octets of a line, with the codes and the CRLF that ends it (RFC 5321 §4.5.3.1.5).
  public static final int MOST_LINE_OCTETS = 512;

  private static final int CRLF = 2;

  public SmtpReply {
    lines = List.copyOf(lines);
    if (code < 400 || code > 559 || code % 100 > 59) {
      throw new IllegalArgumentException("no code of a refusal: " + code);
    }
    if (!isEnhancedCode(enhanced) || enhanced.charAt(0) - '0' != code / 100) {
      throw new IllegalArgumentException("no enhanced status code of " + code + ": " + enhanced);
    }
    if (lines.isEmpty() || lines.size() > MOST_LINES) {
      throw new IllegalArgumentException("1 to " + MOST_LINES + " lines, not " + lines.size());
    }
    int codes = "550 ".length() + enhanced.length() + 1;
    for (var line : lines) {
      if (codes + line.length() + CRLF > MOST_LINE_OCTETS) {
        throw new IllegalArgumentException("a line is longer than " + MOST_LINE_OCTETS);
      }
      if (!line.chars().allMatch(c -> Ascii.isVisible(c) || Ascii.isBlank(c))) {
        throw new IllegalArgumentException("no text of a reply: " + Ascii.printable(line, 80));
      }
    }
  }

  public SmtpReply(int code, String enhanced, String line) {
    this(code, enhanced, List.of(line));
  }

  /// A digit, and two numbers of up to three digits, between dots (RFC 2034 §4).
  private static boolean isEnhancedCode(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    return first == 1
        && Ascii.isDigit(text.charAt(0))
        && isNumber(text, first + 1, second)
        && isNumber(text, second + 1, text.length());
  }

  private static boolean isNumber(String text, int from, int to) {
    int digits = to - from;
    return digits >= 1
        && digits <= 3
        && Ascii.parseNumber(text.substring(from, to), 999) >= 0
        && (digits == 1 || text.charAt(from) != '0');
  }

  /// As a filter sends it: a `%` is doubled, because Sendmail takes the text as a format.
  String onTheWire() {
    var out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      var isLast = i == lines.size() - 1;
      out.append(code).append(isLast ? ' ' : '-').append(enhanced).append(' ');
      out.append(lines.get(i).replace("%", "%%")).append(isLast ? "" : "\r\n");
    }
    return out.toString();
  }
}

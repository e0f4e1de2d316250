package org.signet.smtp;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// What a server answered to one command (RFC 5321 §4.2): as it came, one char per octet.
///
/// @param code three digits, the first from 2 to 5
/// @param lines the text of each line behind the code, at least one, perhaps empty
public record Reply(int code, List<String> lines) {
  public Reply {
    lines = List.copyOf(lines);
    if (code < 200 || code > 599 || lines.isEmpty()) {
      throw new IllegalArgumentException("no reply: " + code);
    }
  }

  /// Done (2yz).
  public boolean isPositive() {
    return code / 100 == 2;
  }

  /// Go on (3yz): what the command announced is awaited.
  public boolean isIntermediate() {
    return code / 100 == 3;
  }

  /// Not now (4yz).
  public boolean isTransient() {
    return code / 100 == 4;
  }

  /// Never (5yz).
  public boolean isPermanent() {
    return code / 100 == 5;
  }

  /// The enhanced status code in front of the first line, where there is one of the same class
  /// (RFC 2034 §4), such as `5.7.30`.
  public Optional<String> enhanced() {
    var first = lines.getFirst();
    int blank = first.indexOf(' ');
    var word = blank < 0 ? first : first.substring(0, blank);
    return isEnhanced(word) && word.charAt(0) - '0' == code / 100
        ? Optional.of(word)
        : Optional.empty();
  }

  private static boolean isEnhanced(String word) {
    int first = word.indexOf('.');
    int second = word.indexOf('.', first + 1);
    return first == 1
        && second > first
        && Ascii.isDigit(word.charAt(0))
        && isNumber(word.substring(first + 1, second))
        && isNumber(word.substring(second + 1));
  }

  private static boolean isNumber(String digits) {
    return digits.length() <= 3 && Ascii.parseNumber(digits, 999) >= 0;
  }

  /// The reply as one line for a person, control octets escaped.
  public String printable(int mostChars) {
    return code + " " + Ascii.printable(String.join(" / ", lines).strip(), mostChars);
  }
}

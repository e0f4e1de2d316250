package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// Where a record asks reports to be sent (RFC 9989 §4.6, §4.8): any URI by its form; whether it
/// can be used is the sender's concern.
///
/// @param text the URI, without the obsolete size behind a `!`
/// @param scheme in lower case, such as `mailto`
public record ReportUri(String text, String scheme) {
  private static final Clause FORM = RFC9989.section("4.8");
  private static final String RFC3986_MARKS = "-._~:/?#[]@!$&'()*+,;=";

  /// Reads one entry of `rua` or `ruf`. The size that RFC 7489 allowed is taken and dropped.
  static Parsed<ReportUri> parse(String entry) {
    var uri = withoutSize(entry);
    int colon = uri.indexOf(':');
    if (colon <= 0 || !isScheme(uri.substring(0, colon))) {
      return Parsed.malformed(entry, 0, "a URI with its scheme, such as mailto:", FORM);
    }
    for (int i = colon + 1; i < uri.length(); i++) {
      if (!isUriOctet(uri, i)) {
        return Parsed.malformed(entry, i, "a character that a URI may hold here", FORM);
      }
    }
    if (colon == uri.length() - 1) {
      return Parsed.malformed(entry, entry.length(), "something behind the scheme", FORM);
    }
    var parsed = new ReportUri(uri, Ascii.toLower(uri.substring(0, colon)));
    if (parsed.scheme.equals("mailto") && parsed.mailDomain().isEmpty()) {
      return Parsed.malformed(entry, colon + 1, "a mail address", FORM);
    }
    return Parsed.ok(parsed);
  }

  /// The entry without `obs-dmarc-report-size`: `!`, digits, and perhaps a unit.
  private static String withoutSize(String entry) {
    int mark = entry.lastIndexOf('!');
    if (mark < 0) {
      return entry;
    }
    int at = mark + 1;
    while (at < entry.length() && Ascii.isDigit(entry.charAt(at))) {
      at++;
    }
    var hasDigits = at > mark + 1;
    var hasUnit = at == entry.length() - 1 && "kmgt".indexOf(Ascii.toLower(entry.charAt(at))) >= 0;
    return hasDigits && (hasUnit || at == entry.length()) ? entry.substring(0, mark) : entry;
  }

  /// RFC 3986 §3.1.
  private static boolean isScheme(String text) {
    return Ascii.isLetter(text.charAt(0))
        && text.chars().allMatch(c -> Ascii.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
  }

  /// RFC 3986 §2; a comma and an exclamation mark must be encoded here.
  private static boolean isUriOctet(String uri, int at) {
    var c = uri.charAt(at);
    if (c == '%') {
      return at + 2 < uri.length()
          && Ascii.isHexDigit(uri.charAt(at + 1))
          && Ascii.isHexDigit(uri.charAt(at + 2));
    }
    return c != '!' && c != ',' && (Ascii.isLetterOrDigit(c) || RFC3986_MARKS.indexOf(c) >= 0);
  }

  /// The domain of the address of a `mailto` URI; empty for any other scheme, and where there is
  /// none.
  public Optional<Domain> mailDomain() {
    if (!scheme.equals("mailto")) {
      return Optional.empty();
    }
    int end = text.indexOf('?');
    var address = text.substring("mailto:".length(), end < 0 ? text.length() : end);
    int at = address.lastIndexOf('@');
    return at <= 0
        ? Optional.empty()
        : Domain.parse(address.substring(at + 1)).optional().filter(Domain::isMailName);
  }
}

package org.signet.dns.zone;

import static org.signet.foundation.spec.Spec.RFC1035;

import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// One word of zone text.
///
/// @param raw the octets as written, escapes and all, without the quotes around them
/// @param isQuoted whether it stood in quotes
/// @param at where it begins in the whole text
record Token(String raw, boolean isQuoted, int at) {
  static final Clause FORM = RFC1035.section("5.1");

  /// Whether this is the word, without quotes; ASCII letters in either case.
  boolean is(String word) {
    return !isQuoted && Ascii.equalsIgnoreCase(raw, word);
  }

  /// The octets meant: `\DDD` is one octet, `\X` is X.
  String octets() throws Unreadable {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    var out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) != '\\') {
        out.append(raw.charAt(i));
      } else if (i + 1 < raw.length() && !Ascii.isDigit(raw.charAt(i + 1))) {
        out.append(raw.charAt(++i));
      } else {
        var digits = i + 4 <= raw.length() ? raw.substring(i + 1, i + 4) : "";
        long octet = Ascii.parseNumber(digits, 255);
        if (octet < 0) {
          throw unreadable("\\X or \\DDD below 256");
        }
        out.append((char) octet);
        i += 3;
      }
    }
    return out.toString();
  }

  /// The name meant, relative to `origin` where it does not end in a dot.
  Domain name(Domain origin) throws Unreadable {
    if (is("@")) {
      return origin;
    }
    if (isQuoted) {
      throw unreadable("a name without quotes");
    }
    var written = Domain.parse(raw);
    return switch (written) {
      case Parsed.Malformed<Domain>(var problem) ->
          throw new Unreadable(at + problem.at(), problem.expected(), problem.clause());
      case Parsed.Ok<Domain>(var name) when isAbsolute() -> name;
      case Parsed.Ok<Domain>(var name) -> joined(name, origin);
    };
  }

  private Domain joined(Domain name, Domain origin) throws Unreadable {
    if (origin.isRoot()) {
      return name;
    }
    var labels = new java.util.ArrayList<>(name.labels());
    labels.addAll(origin.labels());
    var joined = Domain.ofLabels(labels);
    if (joined.isEmpty()) {
      throw unreadable("a name of at most 255 octets, with its origin");
    }
    return joined.get();
  }

  /// Whether the last octet is a dot that is not escaped.
  private boolean isAbsolute() {
    if (!raw.endsWith(".")) {
      return false;
    }
    int backslashes = 0;
    while (backslashes < raw.length() - 1 && raw.charAt(raw.length() - 2 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 0;
  }

  /// A whole number in decimal digits.
  long number(long most, String expected) throws Unreadable {
    long number = isQuoted ? -1 : Ascii.parseNumber(raw, most);
    if (number < 0) {
      throw unreadable(expected);
    }
    return number;
  }

  /// A time in seconds, plain or with the units that zone files use: `1h30m`.
  long seconds() throws Unreadable {
    long total = 0;
    int from = 0;
    for (int i = 0; i < raw.length(); i++) {
      int unit = unit(raw.charAt(i));
      if (unit > 0) {
        total += unit * part(from, i, MOST_SECONDS / unit);
        from = i + 1;
      }
    }
    if (from < raw.length() || raw.isEmpty()) {
      total += part(from, raw.length(), MOST_SECONDS);
    }
    if (total > MOST_SECONDS) {
      throw unreadable("a time of at most 2147483647 seconds");
    }
    return total;
  }

  /// RFC 2181 §8.
  private static final long MOST_SECONDS = Integer.MAX_VALUE;

  private long part(int from, int to, long most) throws Unreadable {
    long value = isQuoted ? -1 : Ascii.parseNumber(raw.substring(from, to), most);
    if (value < 0) {
      throw unreadable("a time such as 3600 or 1h30m");
    }
    return value;
  }

  private static int unit(int c) {
    return switch (Ascii.toLower(c)) {
      case 's' -> 1;
      case 'm' -> 60;
      case 'h' -> 3600;
      case 'd' -> 86_400;
      case 'w' -> 604_800;
      default -> 0;
    };
  }

  Unreadable unreadable(String expected) {
    return new Unreadable(at, expected, FORM);
  }
}

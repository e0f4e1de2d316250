package org.signet.setup.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A list of milters, as in `smtpd_milters`.
///
/// @param items each as written: a place, or a place and its settings in braces
record Milters(List<String> items) {
  Milters {
    items = List.copyOf(items);
  }

  /// What stands at a place, by its name or its usual port.
  enum Kind {
    GUARD,
    OPENDKIM,
    OPENDMARC,
    OPENARC,
    RSPAMD,
    OTHER;

    /// Whether it does what the guard does.
    boolean isReplaced() {
      return this == OPENDKIM || this == OPENDMARC || this == OPENARC;
    }
  }

  static Milters parse(String value) {
    var items = new ArrayList<String>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ',';
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (i == value.length() || (depth <= 0 && (c == ',' || Character.isWhitespace(c)))) {
        var item = value.substring(start, i).strip();
        if (!item.isEmpty()) {
          items.add(item);
        }
        start = i + 1;
      }
    }
    return new Milters(items);
  }

  /// @param guard where the guard is, as Postfix writes it
  static Kind kind(String item, String guard) {
    var place = place(item);
    if (place.equals(guard)) {
      return Kind.GUARD;
    }
    for (var kind : List.of(Kind.OPENDKIM, Kind.OPENDMARC, Kind.OPENARC, Kind.RSPAMD)) {
      if (place.contains(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return switch (place.substring(place.lastIndexOf(':') + 1)) {
      case "8891", "12301" -> Kind.OPENDKIM;
      case "8893" -> Kind.OPENDMARC;
      case "11332" -> Kind.RSPAMD;
      default -> Kind.OTHER;
    };
  }

  /// An item without its settings; `localhost` is the address that we listen at.
  static String place(String item) {
    var inner = item.startsWith("{") ? item.substring(1).replace("}", "").strip() : item;
    int end = 0;
    while (end < inner.length() && inner.charAt(end) != ',' && inner.charAt(end) > ' ') {
      end++;
    }
    return inner.substring(0, end).replace("inet:localhost:", "inet:127.0.0.1:");
  }

  /// The guard in front, and behind it who does something else.
  ///
  /// @param replaces whether those go who do what the guard does
  Milters with(String guard, boolean replaces) {
    var all = new ArrayList<String>();
    all.add(guard);
    for (var item : items) {
      var kind = kind(item, guard);
      if (kind != Kind.GUARD && !(replaces && kind.isReplaced())) {
        all.add(item);
      }
    }
    return new Milters(all);
  }

  @Override
  public String toString() {
    return items.stream().collect(Collectors.joining(", "));
  }
}

package org.signet.dkim;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Ascii;

/// The canonical forms as RFC 6376 §3.4 words them, a sentence after the other, on whole strings of
/// one char per octet: slow and plain, for comparison.
final class SlowForms {
  private SlowForms() {}

  static String body(Canonicalization form, String body) {
    return switch (form) {
      case SIMPLE -> simpleBody(body);
      case RELAXED -> relaxedBody(body);
    };
  }

  /// §3.4.3
  private static String simpleBody(String body) {
    int end = body.length();
    while (body.startsWith("\r\n", end - 2)) {
      end -= 2;
    }
    return body.substring(0, end) + "\r\n";
  }

  /// §3.4.4
  private static String relaxedBody(String body) {
    var lines = new ArrayList<String>();
    for (var line : body.split("\r\n", -1)) {
      lines.add(withSingleBlanks(line).replaceFirst(" \\z", ""));
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
  }

  private static String withSingleBlanks(String text) {
    return text.replaceAll("[ \t]+", " ");
  }

  /// §3.4.1 and §3.4.2, the final CRLF included.
  static String field(Canonicalization form, String field) {
    return switch (form) {
      case SIMPLE -> field + "\r\n";
      case RELAXED -> {
        int colon = field.indexOf(':');
        var name = Ascii.toLower(field.substring(0, colon)).replaceFirst("[ \t\r\n]+\\z", "");
        var value = field.substring(colon + 1).replaceAll("\r\n(?=[ \t])", "");
        yield name + ':' + withSingleBlanks(value).replaceAll("\\A | \\z", "") + "\r\n";
      }
    };
  }

  /// The fields that the names stand for, the last first. §5.4.2
  static List<String> choose(List<String> fields, List<String> names) {
    var left = new ArrayList<>(fields);
    var chosen = new ArrayList<String>();
    for (var name : names) {
      for (int i = left.size() - 1; i >= 0; i--) {
        if (nameOf(left.get(i)).equals(Ascii.toLower(name))) {
          chosen.add(left.remove(i));
          break;
        }
      }
    }
    return chosen;
  }

  private static String nameOf(String field) {
    return Ascii.toLower(field.substring(0, field.indexOf(':'))).strip();
  }
}

package org.signet.message;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Ascii;

/// Fields as the most tolerant of readers would see them.
final class Lookalike {
  private Lookalike() {}

  /// Whether some reader could take the field for one of this name (in lower case): its name is the
  /// same once white space, control characters and everything outside ASCII are left out.
  static boolean isNamed(Field field, String name) {
    return isName(field, 0, field.nameLength(), name);
  }

  private static boolean isName(Field field, int from, int to, String name) {
    int matched = 0;
    for (int i = from; i < to; i++) {
      int c = Ascii.toLower(field.octetAt(i) & 0xff);
      if (Ascii.isVisible(c)) {
        if (matched == name.length() || c != name.charAt(matched)) {
          return false;
        }
        matched++;
      }
    }
    return matched == name.length();
  }

  /// The fields of this name that a reader finds in this one if a bare CR or LF ends a line for
  /// him.
  static List<Field> inside(Field field, String name) {
    var found = new ArrayList<Field>(0);
    int at = afterBareLineEnd(field, 0);
    while (at < field.length()) {
      int next = afterBareLineEnd(field, at);
      int colon = at;
      while (colon < next && field.octetAt(colon) != ':') {
        colon++;
      }
      if (colon < next && isName(field, at, colon, name)) {
        var octets = new byte[next - at];
        field.copyTo(at, next, octets, 0);
        found.add(Field.of(octets));
      }
      at = next;
    }
    return found;
  }

  /// The place behind the next bare CR or LF, or the length of the field.
  private static int afterBareLineEnd(Field field, int from) {
    int i = from;
    while (i < field.length() && !isBareLineEnd(field, i)) {
      i++;
    }
    return Math.min(i + 1, field.length());
  }

  private static boolean isBareLineEnd(Field field, int i) {
    return switch (field.octetAt(i)) {
      case '\r' -> field.octetAt(i + 1) != '\n';
      case '\n' -> i == 0 || field.octetAt(i - 1) != '\r';
      default -> false;
    };
  }
}

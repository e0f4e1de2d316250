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
    int matched = 0;
    for (int i = 0; i < field.nameLength(); i++) {
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

  /// The pieces of the field behind each bare CR or LF: for a reader to whom those end a line, each
  /// is a field of its own.
  static List<Field> pieces(Field field) {
    var pieces = new ArrayList<Field>(0);
    for (int i = 0; i < field.length() - 2; i++) {
      if (isBareLineEnd(field, i)) {
        pieces.add(piece(field, i + 1));
      }
    }
    return pieces;
  }

  /// Whether a CR without LF, or an LF without CR, is at this place.
  static boolean isBareLineEnd(Field field, int i) {
    return switch (field.octetAt(i)) {
      case '\r' -> field.octetAt(i + 1) != '\n';
      case '\n' -> i == 0 || field.octetAt(i - 1) != '\r';
      default -> false;
    };
  }

  private static Field piece(Field field, int from) {
    int to = from;
    while (to < field.length() && field.octetAt(to) != '\r' && field.octetAt(to) != '\n') {
      to++;
    }
    var octets = new byte[to - from];
    field.copyTo(from, to, octets, 0);
    return Field.of(octets);
  }
}

package org.signet.setup.imports;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Ascii;

/// The lines of a file in the form that OpenDKIM, OpenDMARC and their tables share: a word, a value
/// behind blanks, and comments behind `#`.
final class Directives {
  /// Lines of a file that are read.
  static final int MOST_LINES = 200_000;

  private Directives() {}

  /// @param value without blanks at its ends; empty where there is none
  record Line(Place place, String name, String value) {
    boolean is(String other) {
      return Ascii.equalsIgnoreCase(name, other);
    }

    /// As the programs read a Boolean; what is neither counts as false.
    boolean isOn() {
      return !value.isEmpty() && "yYtT1".indexOf(value.charAt(0)) >= 0;
    }

    /// The line as it is told.
    String said() {
      return value.isEmpty() ? name : name + " " + value;
    }
  }

  static List<Line> of(String file, String text) {
    var lines = new ArrayList<Line>();
    int number = 0;
    for (int from = 0; from < text.length() && number < MOST_LINES; ) {
      number++;
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      var line = text.substring(from, end);
      from = end + 1;
      int comment = line.indexOf('#');
      line = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!line.isEmpty()) {
        lines.add(line(new Place(file, number), line));
      }
    }
    return lines;
  }

  private static Line line(Place place, String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return new Line(place, line.substring(0, end), line.substring(end).strip());
  }
}

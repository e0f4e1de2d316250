package org.signet.guard.serve;

import java.util.Collection;
import org.signet.foundation.text.Ascii;

/// A line of a log: `name=value` after `name=value`, which people read and programs split. A value
/// with a blank, a quote or nothing in it stands in quotes; whatever a sender wrote, it stays one
/// value of one line.
final class LogLine {
  private static final int MOST_VALUE = 200;

  private final StringBuilder line = new StringBuilder(256);

  LogLine(String kind) {
    line.append(kind);
  }

  LogLine with(String name, String value) {
    line.append(' ').append(name).append('=').append(quoted(value));
    return this;
  }

  /// Several values, with commas between; nothing where there are none.
  LogLine with(String name, Collection<String> values) {
    return values.isEmpty() ? this : with(name, String.join(",", values));
  }

  private static String quoted(String value) {
    var text = Ascii.printable(value, MOST_VALUE);
    var isPlain =
        !text.isEmpty() && text.chars().allMatch(c -> Ascii.isVisible(c) && c != '"' && c != '=');
    return isPlain ? text : '"' + text.replace("\"", "'") + '"';
  }

  @Override
  public String toString() {
    return line.toString();
  }
}

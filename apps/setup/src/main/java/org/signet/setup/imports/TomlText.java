package org.signet.setup.imports;

import java.util.Collection;
import java.util.stream.Collectors;
import org.signet.foundation.text.Ascii;

/// Writes TOML, as far as a configuration of ours needs it.
final class TomlText {
  private static final int SHOWN = 1_000;

  private final StringBuilder out = new StringBuilder();

  void comment(String text) {
    out.append("# ").append(Ascii.printable(text, SHOWN)).append('\n');
  }

  /// The head of a table; in brackets once more, of one of several.
  TomlText section(String name, boolean isEmpty) {
    if (!isEmpty) {
      out.append("\n[").append(name).append("]\n");
    }
    return this;
  }

  void value(String key, String value) {
    out.append(key(key)).append(" = ").append(quoted(value)).append('\n');
  }

  void values(String key, Collection<String> values) {
    var list = values.stream().map(TomlText::quoted).collect(Collectors.joining(", ", "[", "]"));
    out.append(key(key)).append(" = ").append(list).append('\n');
  }

  /// A list that is left out where it is empty.
  void some(String key, Collection<String> values) {
    if (!values.isEmpty()) {
      values(key, values);
    }
  }

  private static String key(String key) {
    var isBare = !key.isEmpty() && key.chars().allMatch(c -> isBare(c));
    return isBare ? key : quoted(key);
  }

  private static boolean isBare(int c) {
    return Ascii.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder().append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

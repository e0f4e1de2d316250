package org.signet.setup.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Cursor;
import org.signet.setup.imports.Ucl.Entry;
import org.signet.setup.imports.Ucl.Value;

/// Reads [Ucl], in one pass and with limits. Where it does not understand it stops, and keeps what
/// it has read.
final class UclReader {
  private static final int DEEPEST = 32;
  private static final int MOST_VALUES = 200_000;

  private final Cursor in;
  private int values;
  private boolean isLost;

  /// Up to where lines were counted, and how many.
  private int counted;

  private int line = 1;

  UclReader(String text) {
    this.in = new Cursor(text);
  }

  Ucl read() {
    var entries = entries(0);
    if (!isLost && !in.atEnd()) {
      isLost = true; // a bracket closes that nobody opened
    }
    return new Ucl(new Value.Section(entries), isLost ? Optional.of(line()) : Optional.empty());
  }

  private int line() {
    for (; counted < in.at(); counted++) {
      if (in.text().charAt(counted) == '\n') {
        line++;
      }
    }
    return line;
  }

  /// Up to the closing brace, which is left, or the end.
  private List<Entry> entries(int depth) {
    var entries = new ArrayList<Entry>();
    while (true) {
      skip(true);
      if (isLost || in.atEnd() || in.peek() == '}') {
        return entries;
      }
      int at = line();
      var key = key();
      if (isLost) {
        return entries;
      }
      entries.add(new Entry(key, at, key.startsWith(".") ? macro() : named(depth)));
    }
  }

  /// The rest of a line, such as that of `.include`.
  private Value macro() {
    int from = in.at();
    while (!in.atEnd() && in.peek() != '\n') {
      in.next();
    }
    return new Value.Text(in.text().substring(from, in.at()).strip());
  }

  private String key() {
    if (in.peek() == '"' || in.peek() == '\'') {
      return quoted();
    }
    int from = in.at();
    var ends = " \t\r\n=:{}[];,\"'#" + (in.peek() == '.' ? "(" : "");
    while (!in.atEnd() && ends.indexOf(in.peek()) < 0) {
      in.next();
    }
    isLost |= in.at() == from;
    return in.text().substring(from, in.at());
  }

  /// What follows a key. Further words before a brace are sections, each in the one before.
  private Value named(int depth) {
    skip(false);
    var isEqual = in.take('=') || in.take(':');
    skip(false);
    if (isEqual || in.peek() == '{' || in.peek() == '[') {
      return value(depth);
    }
    int start = in.at();
    int at = line();
    var word = in.peek() == '"' || in.peek() == '\'' ? quoted() : bare(" \t{");
    skip(false);
    if (!isLost && !word.isEmpty() && in.peek() == '{') {
      return new Value.Section(List.of(new Entry(word, at, value(depth + 1))));
    }
    in.reset(start);
    return value(depth);
  }

  private Value value(int depth) {
    if (depth >= DEEPEST || ++values > MOST_VALUES) {
      isLost = true;
      return new Value.Text("");
    }
    return switch (in.peek()) {
      case '{' -> section(depth);
      case '[' -> list(depth);
      case '"', '\'' -> new Value.Text(quoted());
      default -> in.peek() == '<' && in.peek(1) == '<' ? here() : new Value.Text(bare(""));
    };
  }

  private Value section(int depth) {
    in.next();
    var entries = entries(depth + 1);
    isLost |= !in.take('}');
    return new Value.Section(entries);
  }

  private Value list(int depth) {
    in.next();
    var list = new ArrayList<Value>();
    while (true) {
      skip(true);
      if (isLost || in.take(']')) {
        return new Value.Many(list);
      }
      if (in.atEnd() || in.peek() == '}') {
        isLost = true;
        return new Value.Many(list);
      }
      list.add(value(depth + 1));
    }
  }

  private String quoted() {
    int quote = in.next();
    var text = new StringBuilder();
    while (!in.atEnd() && in.peek() != quote) {
      int c = in.next();
      text.append((char) (c == '\\' && quote == '"' && !in.atEnd() ? escaped(in.next()) : c));
    }
    isLost |= in.next() != quote;
    return text.toString();
  }

  private static int escaped(int c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  /// Up to the end of the line, or what ends a value; `${NAME}` belongs to it.
  ///
  /// @param further what ends it too
  private String bare(String further) {
    int from = in.at();
    while (!in.atEnd() && (";,\n#]}" + further).indexOf(in.peek()) < 0) {
      if (in.next() == '$' && in.peek() == '{') {
        while (!in.atEnd() && in.peek() != '}' && in.peek() != '\n') {
          in.next();
        }
        in.take('}');
      }
    }
    return in.text().substring(from, in.at()).strip();
  }

  /// `<<WORD`, lines, and a line that is the word alone.
  private Value here() {
    in.next();
    in.next();
    int from = in.at();
    while (!in.atEnd() && in.peek() != '\n') {
      in.next();
    }
    var word = in.text().substring(from, in.at()).strip();
    int end = in.text().indexOf("\n" + word + "\n", in.at());
    if (word.isEmpty() || end < 0) {
      isLost = true;
      return new Value.Text("");
    }
    int start = Math.min(in.at() + 1, end);
    while (in.at() < end + 1 + word.length()) {
      in.next();
    }
    return new Value.Text(in.text().substring(start, end));
  }

  /// Blanks and comments.
  ///
  /// @param past whether what stands between values is skipped too, and ends of lines
  private void skip(boolean past) {
    while (!in.atEnd()) {
      int c = in.peek();
      if (c == '#') {
        while (!in.atEnd() && in.peek() != '\n') {
          in.next();
        }
      } else if (c == '/' && in.peek(1) == '*') {
        comment();
      } else if (" \t\r".indexOf(c) >= 0 || (past && "\n,;".indexOf(c) >= 0)) {
        in.next();
      } else {
        return;
      }
    }
  }

  /// Comments may hold comments.
  private void comment() {
    int open = 0;
    do {
      if (in.peek() == '/' && in.peek(1) == '*') {
        open++;
        in.next();
      } else if (in.peek() == '*' && in.peek(1) == '/') {
        open--;
        in.next();
      }
      in.next();
    } while (open > 0 && !in.atEnd());
    isLost |= open > 0;
  }
}

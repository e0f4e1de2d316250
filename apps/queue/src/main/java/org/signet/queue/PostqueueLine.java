package org.signet.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;

/// A line that `postqueue -j` prints about a message: an object of JSON (RFC 8259). Only what is
/// needed of it is looked at; a line that is something else tells nothing.
final class PostqueueLine {
  private static final int DEEPEST = 8;
  private static final long LATEST = 99_999_999_999L;

  /// A value.
  private sealed interface Value {
    record Text(String text) implements Value {}

    /// A number, `true`, `false` or `null`.
    record Plain(String word) implements Value {}

    record Items(List<Value> values) implements Value {}

    record Members(Map<String, Value> values) implements Value {
      String text(String name) {
        return values.get(name) instanceof Text(var text) ? text : "";
      }

      long number(String name) {
        return values.get(name) instanceof Plain(var word) ? Ascii.parseNumber(word, LATEST) : -1;
      }

      List<Value> items(String name) {
        return values.get(name) instanceof Items(var items) ? items : List.of();
      }
    }

    /// No JSON.
    record Broken() implements Value {}
  }

  private static final Value BROKEN = new Value.Broken();

  private final Cursor cursor;

  private PostqueueLine(String line) {
    this.cursor = new Cursor(line);
  }

  /// The message, where it is held.
  static Optional<HeldMail> held(String line) {
    return new PostqueueLine(line).value(0) instanceof Value.Members members
        ? held(members)
        : Optional.empty();
  }

  private static Optional<HeldMail> held(Value.Members members) {
    var id = members.text("queue_id");
    long arrived = members.number("arrival_time");
    if (!members.text("queue_name").equals("hold") || !isQueueId(id) || arrived < 0) {
      return Optional.empty();
    }
    var sender = members.text("sender");
    return Optional.of(
        new HeldMail(
            id,
            Instant.ofEpochSecond(arrived),
            Math.max(0, members.number("message_size")),
            sender.equals("MAILER-DAEMON") ? "" : sender,
            members.items("recipients").stream().map(PostqueueLine::address).toList()));
  }

  /// Letters and digits: it becomes an argument of other programs.
  private static boolean isQueueId(String text) {
    return !text.isEmpty() && text.chars().allMatch(Ascii::isLetterOrDigit);
  }

  private static String address(Value recipient) {
    return recipient instanceof Value.Members members ? members.text("address") : "";
  }

  private Value value(int depth) {
    cursor.skipFolding();
    return switch (cursor.peek()) {
      case '"' -> text().<Value>map(Value.Text::new).orElse(BROKEN);
      case '{' -> depth < DEEPEST ? members(depth) : BROKEN;
      case '[' -> depth < DEEPEST ? items(depth) : BROKEN;
      default -> {
        var word = cursor.takeWhile(c -> Ascii.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
        yield word.isEmpty() ? BROKEN : new Value.Plain(word);
      }
    };
  }

  private Value members(int depth) {
    var members = new HashMap<String, Value>();
    cursor.next();
    do {
      cursor.skipFolding();
      if (members.isEmpty() && cursor.peek() == '}') {
        break;
      }
      var name = text();
      cursor.skipFolding();
      if (name.isEmpty() || !cursor.take(':')) {
        return BROKEN;
      }
      var value = value(depth + 1);
      if (value instanceof Value.Broken) {
        return BROKEN;
      }
      members.put(name.get(), value);
      cursor.skipFolding();
    } while (cursor.take(','));
    return cursor.take('}') ? new Value.Members(members) : BROKEN;
  }

  private Value items(int depth) {
    var items = new ArrayList<Value>();
    cursor.next();
    do {
      cursor.skipFolding();
      if (items.isEmpty() && cursor.peek() == ']') {
        break;
      }
      var value = value(depth + 1);
      if (value instanceof Value.Broken) {
        return BROKEN;
      }
      items.add(value);
      cursor.skipFolding();
    } while (cursor.take(','));
    return cursor.take(']') ? new Value.Items(items) : BROKEN;
  }

  /// A text in quotes; empty where there is none.
  private Optional<String> text() {
    if (!cursor.take('"')) {
      return Optional.empty();
    }
    var text = new StringBuilder();
    for (int c = cursor.next(); c != '"'; c = cursor.next()) {
      if (c == Cursor.END) {
        return Optional.empty();
      }
      if (c != '\\') {
        text.append((char) c);
        continue;
      }
      var escaped = escaped();
      if (escaped.isEmpty()) {
        return Optional.empty();
      }
      text.append((char) (int) escaped.get());
    }
    return Optional.of(text.toString());
  }

  /// What stands behind a backslash (§7).
  private Optional<Integer> escaped() {
    return switch (cursor.next()) {
      case 'b' -> Optional.of((int) '\b');
      case 'f' -> Optional.of((int) '\f');
      case 'n' -> Optional.of((int) '\n');
      case 'r' -> Optional.of((int) '\r');
      case 't' -> Optional.of((int) '\t');
      case 'u' -> {
        int from = cursor.at();
        for (int i = 0; i < 4 && Ascii.isHexDigit(cursor.peek()); i++) {
          cursor.next();
        }
        var hex = cursor.since(from);
        yield hex.length() == 4 ? Optional.of(Integer.parseInt(hex, 16)) : Optional.empty();
      }
      case '"' -> Optional.of((int) '"');
      case '\\' -> Optional.of((int) '\\');
      case '/' -> Optional.of((int) '/');
      default -> Optional.empty();
    };
  }
}

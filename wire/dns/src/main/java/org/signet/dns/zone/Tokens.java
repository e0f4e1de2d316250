package org.signet.dns.zone;

import java.util.ArrayList;
import org.signet.foundation.text.Cursor;

/// Cuts zone text into entries, and entries into words: comments fall away, parentheses join lines,
/// quotes keep blanks (RFC 1035 §5.1).
final class Tokens {
  private final Cursor text;

  Tokens(String text) {
    this.text = new Cursor(text);
  }

  boolean atEnd() {
    return text.atEnd();
  }

  /// The next entry; without words for an empty line or a comment.
  Words next() throws Unreadable {
    var continues = isBlank(text.peek());
    var words = new ArrayList<Token>(6);
    int opened = -1;
    while (true) {
      text.skipWhile(Tokens::isBlank);
      int at = text.at();
      switch (text.peek()) {
        case Cursor.END -> {
          if (opened >= 0) {
            throw new Unreadable(opened, "this parenthesis to be closed", Token.FORM);
          }
          return new Words(words, continues, at);
        }
        case '\n' -> {
          text.next();
          if (opened < 0) {
            return new Words(words, continues, at);
          }
        }
        case ';' -> text.skipWhile(c -> c != '\n');
        case '(' -> {
          if (opened >= 0) {
            throw new Unreadable(at, "no parenthesis inside another", Token.FORM);
          }
          opened = at;
          text.next();
        }
        case ')' -> {
          if (opened < 0) {
            throw new Unreadable(at, "an opening parenthesis before this", Token.FORM);
          }
          opened = -1;
          text.next();
        }
        case '"' -> words.add(quoted());
        default -> words.add(plain());
      }
    }
  }

  /// A carriage return counts as a blank, so that lines may end in CR LF.
  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private Token quoted() throws Unreadable {
    int at = text.at();
    text.next();
    int from = text.at();
    while (text.peek() != '"') {
      if (text.peek() == '\\') {
        text.next();
      }
      if (text.peek() == '\n' || text.atEnd()) {
        throw new Unreadable(at, "the closing quote on the same line", Token.FORM);
      }
      text.next();
    }
    var raw = text.since(from);
    text.next();
    return new Token(raw, true, at);
  }

  private Token plain() {
    int from = text.at();
    while (!endsWord(text.peek())) {
      if (text.next() == '\\' && text.peek() != '\n') {
        text.next();
      }
    }
    return new Token(text.since(from), false, from);
  }

  private static boolean endsWord(int c) {
    return switch (c) {
      case Cursor.END, ' ', '\t', '\r', '\n', ';', '(', ')', '"' -> true;
      default -> false;
    };
  }
}

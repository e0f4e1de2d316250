package org.signet.message;

import java.util.Optional;
import org.signet.foundation.text.Cursor;

/// The lexical parts that structured fields share (RFC 5322 §3.2). Iterative and linear.
final class Lexical {
  private Lexical() {}

  /// How a comment ended.
  enum Comment {
    CLOSED,
    OPEN,
    TOO_DEEP
  }

  /// Skips white space and comments, however deep (`CFWS`, §3.2.2); false where one is open.
  static boolean skipComments(Cursor in) {
    in.skipFolding();
    while (in.peek() == '(') {
      if (skipComment(in, Integer.MAX_VALUE) != Comment.CLOSED) {
        return false;
      }
      in.skipFolding();
    }
    return true;
  }

  /// Skips the comment that starts here.
  static Comment skipComment(Cursor in, int mostLevels) {
    int depth = 0;
    do {
      int c = in.next();
      if (c == Cursor.END) {
        return Comment.OPEN;
      }
      if (c == '(' && ++depth > mostLevels) {
        return Comment.TOO_DEEP;
      }
      if (c == ')') {
        depth--;
      }
      if (c == '\\') {
        in.next();
      }
    } while (depth > 0);
    return Comment.CLOSED;
  }

  /// Takes what starts here with a quote or bracket and ends with `close`, and answers what is
  /// between them: escapes undone, the line ends of folds dropped (§3.2.4). Empty where it is open.
  static Optional<String> takeEnclosed(Cursor in, char close) {
    var text = new StringBuilder();
    in.next();
    while (!in.take(close)) {
      in.take('\\');
      int c = in.next();
      if (c == Cursor.END) {
        return Optional.empty();
      }
      if (c != '\r' && c != '\n') {
        text.append((char) c);
      }
    }
    return Optional.of(text.toString());
  }
}

package org.signet.guard;

import org.signet.foundation.text.Ascii;

/// What is wrong in a file of the operator: the place, and what was expected there.
///
/// @param text of the whole file
/// @param at the place in it
public record ConfigProblem(String file, String text, int at, String expected) {
  private static final int SHOWN = 200;

  /// The number of the line, from 1.
  public int line() {
    return 1 + (int) text.chars().limit(at).filter(c -> c == '\n').count();
  }

  /// The number of the character in its line, from 1.
  public int column() {
    return at - startOfLine() + 1;
  }

  private int startOfLine() {
    return at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  }

  /// Three lines for a person: file, line and what was expected; the line; a caret below the place.
  @Override
  public String toString() {
    int end = text.indexOf('\n', at);
    var line = text.substring(startOfLine(), end < 0 ? text.length() : end);
    var before =
        Ascii.printable(line.substring(0, Math.min(at - startOfLine(), line.length())), SHOWN);
    return file
        + ':'
        + line()
        + ": expected "
        + expected
        + '\n'
        + Ascii.printable(line, SHOWN)
        + '\n'
        + " ".repeat(before.length())
        + '^';
  }
}

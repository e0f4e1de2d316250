package org.signet.dns.zone;

import java.util.List;
import org.signet.foundation.text.Ascii;

/// The words of one entry of zone text, taken one after another.
final class Words {
  private final List<Token> words;
  private final boolean continues;
  private final int end;
  private int next = 0;

  /// @param continues whether the entry began with a blank, and so is about the owner before it
  /// @param end where the entry ends in the whole text, for what is missing
  Words(List<Token> words, boolean continues, int end) {
    this.words = words;
    this.continues = continues;
    this.end = end;
  }

  boolean continues() {
    return continues;
  }

  boolean isDone() {
    return next == words.size();
  }

  /// The next word where there is one, or `expected` is missing here.
  Token next(String expected) throws Unreadable {
    if (isDone()) {
      throw new Unreadable(end, expected, Token.FORM);
    }
    return words.get(next++);
  }

  /// Takes the next word where it is this one.
  boolean take(String word) {
    if (!at(word)) {
      return false;
    }
    next++;
    return true;
  }

  boolean at(String word) {
    return !isDone() && words.get(next).is(word);
  }

  boolean startsWithDigit() {
    return !isDone()
        && !words.get(next).isQuoted()
        && Ascii.isDigit(words.get(next).raw().charAt(0));
  }

  /// Takes the next word where it is this one and the last.
  boolean takeLast(String word) {
    return next == words.size() - 1 && take(word);
  }

  /// The place of the next word in the whole text.
  int place() {
    return isDone() ? end : words.get(next).at();
  }

  /// Everything that is left, taken.
  List<Token> rest() {
    var rest = words.subList(next, words.size());
    next = words.size();
    return rest;
  }

  /// That nothing is left.
  void end() throws Unreadable {
    if (!isDone()) {
      throw new Unreadable(place(), "nothing more on this line", Token.FORM);
    }
  }
}

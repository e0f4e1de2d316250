package org.signet.foundation.text;

import org.signet.foundation.spec.Clause;

/// A place in a text of octets (one char per octet), moved forward by small readers. The base of
/// every hand-written parser here: it never goes back further than a place it gave out, so that
/// reading stays linear.
public final class Cursor {
  /// What [#peek()] answers at the end.
  public static final int END = -1;

  private final String text;
  private int at;

  public Cursor(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /// The index of the next octet, from 0 to the length of the text.
  public int at() {
    return at;
  }

  /// Goes back to a place that [#at()] gave out.
  public void reset(int place) {
    if (place < 0 || place > at) {
      throw new IllegalArgumentException("a cursor is only reset to a place behind it");
    }
    at = place;
  }

  public boolean atEnd() {
    return at >= text.length();
  }

  /// The next octet without taking it, or [#END].
  public int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  /// The octet `ahead` places after the next one, or [#END].
  public int peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  /// Takes the next octet, or answers [#END].
  public int next() {
    return at < text.length() ? text.charAt(at++) : END;
  }

  /// Takes the next octet where it is this one.
  public boolean take(char expected) {
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  /// Takes the word where it comes next, ASCII letters in either case.
  public boolean takeIgnoreCase(String word) {
    if (!text.regionMatches(at, word, 0, word.length())) {
      if (at + word.length() > text.length()
          || !Ascii.equalsIgnoreCase(text.substring(at, at + word.length()), word)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  /// A question about one octet.
  @FunctionalInterface
  public interface Octet {
    boolean is(int c);
  }

  /// Takes octets as long as they answer the question; perhaps none.
  public String takeWhile(Octet question) {
    int from = at;
    skipWhile(question);
    return text.substring(from, at);
  }

  public void skipWhile(Octet question) {
    while (at < text.length() && question.is(text.charAt(at))) {
      at++;
    }
  }

  /// Skips spaces, tabs, CR and LF.
  public void skipFolding() {
    skipWhile(Ascii::isFoldingBlank);
  }

  /// What was read from `from` up to here.
  public String since(int from) {
    return text.substring(from, at);
  }

  /// Everything that is left, taken.
  public String rest() {
    var rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /// The failure to find `expected` at this place.
  public <T> Parsed<T> expected(String expected, Clause clause) {
    return Parsed.malformed(text, at, expected, clause);
  }
}

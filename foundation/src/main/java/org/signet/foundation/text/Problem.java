package org.signet.foundation.text;

import org.signet.foundation.spec.Clause;

/// Why a text does not follow its grammar: the text, the place, what was expected there, and the
/// rule.
///
/// @param text the text as it came, one char per octet
/// @param at the index in `text` at which reading stopped, from 0 to its length
/// @param expected what the rule wanted, as the end of "expected …"
/// @param clause the rule
public record Problem(String text, int at, String expected, Clause clause) {
  private static final int CONTEXT = 40;

  public Problem {
    if (at < 0 || at > text.length()) {
      throw new IllegalArgumentException("the place " + at + " is outside the text");
    }
  }

  /// One line for a sentence or a log: `expected a digit at "/abc" (RFC 7208 §5.6)`.
  public String sentence() {
    return words() + " (" + clause + ")";
  }

  /// The same without the rule, for a sentence that cites it elsewhere.
  public String words() {
    return "expected " + expected + where();
  }

  private String where() {
    if (at >= text.length()) {
      return " at the end of \"" + Ascii.printable(tail(), CONTEXT) + '"';
    }
    return " at \"" + Ascii.printable(text.substring(at), CONTEXT) + '"';
  }

  private String tail() {
    return text.substring(Math.max(0, text.length() - CONTEXT));
  }

  /// Three lines for a person: the text around the place, a caret below it, and the sentence.
  public String withCaret() {
    int from = Math.max(0, at - CONTEXT);
    int to = Math.min(text.length(), at + CONTEXT);
    var before = Ascii.printable(text.substring(from, at), Integer.MAX_VALUE);
    var after = Ascii.printable(text.substring(at, to), Integer.MAX_VALUE);
    return (from > 0 ? "…" : "")
        + before
        + after
        + (to < text.length() ? "…" : "")
        + '\n'
        + " ".repeat(before.length() + (from > 0 ? 1 : 0))
        + "^ expected "
        + expected
        + '\n'
        + clause;
  }
}

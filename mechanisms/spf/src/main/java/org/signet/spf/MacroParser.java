package org.signet.spf;

import static org.signet.foundation.spec.Spec.RFC7208;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.spf.MacroString.Piece;

/// Reads the macro-string that is a stretch of a longer text. RFC 7208 §7.1
final class MacroParser {
  /// Where the text stands, which decides what it may hold.
  enum Use {
    RECORD("slodiphv", "a macro letter: one of s l o d i p v h (c, r, t only in explanations)"),
    EXPLANATION("slodiphvcrt", "a macro letter: one of s l o d i p v h c r t");

    private final String letters;
    private final String expected;

    Use(String letters, String expected) {
      this.letters = letters;
      this.expected = expected;
    }
  }

  private static final String DELIMITERS = ".-+,/_=";
  private static final Clause GRAMMAR = RFC7208.section("7.1");
  private static final Clause LETTERS = RFC7208.section("7.2");
  private static final Clause PARTS = RFC7208.section("7.3");

  private final String text;
  private final int to;
  private final Use use;
  private final List<Piece> pieces = new ArrayList<>(2);
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private MacroParser(String text, int from, int to, Use use) {
    this.text = text;
    this.at = from;
    this.to = to;
    this.use = use;
  }

  /// Reads `text` from `from` to `to`; a problem tells its place in the whole text.
  static Parsed<MacroString> read(String text, int from, int to, Use use) {
    return new MacroParser(text, from, to, use).read();
  }

  private Parsed<MacroString> read() {
    int from = at;
    while (at < to) {
      var c = text.charAt(at);
      if (c == '%') {
        if (expand() instanceof Parsed.Malformed<Boolean> malformed) {
          return malformed.as();
        }
      } else if (Ascii.isVisible(c) || (c == ' ' && use == Use.EXPLANATION)) {
        literal.append(c);
        at++;
      } else {
        return Parsed.malformed(text, at, "a visible ASCII character", GRAMMAR);
      }
    }
    flush();
    return Parsed.ok(new MacroString(text.substring(from, to), pieces));
  }

  private void flush() {
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /// macro-expand, from its `%`.
  private Parsed<Boolean> expand() {
    return switch (at + 1 < to ? text.charAt(at + 1) : ' ') {
      case '%' -> escape("%");
      case '_' -> escape(" ");
      case '-' -> escape("%20");
      case '{' -> macro();
      default -> Parsed.malformed(text, at, "%%, %_, %- or %{…}", GRAMMAR);
    };
  }

  private Parsed<Boolean> escape(String octets) {
    at += 2;
    flush();
    pieces.add(new Piece.Escape(octets));
    return Parsed.ok(true);
  }

  private Parsed<Boolean> macro() {
    at += 2;
    var written = at < to ? text.charAt(at) : ' ';
    var letter = (char) Ascii.toLower(written);
    if (use.letters.indexOf(letter) < 0) {
      return Parsed.malformed(text, at, use.expected, LETTERS);
    }
    int digitsAt = ++at;
    int parts = digits();
    if (parts == 0) {
      return Parsed.malformed(text, digitsAt, "a number of parts other than 0", PARTS);
    }
    var reversed = at < to && Ascii.toLower(text.charAt(at)) == 'r';
    if (reversed) {
      at++;
    }
    int delimitersAt = at;
    while (at < to && DELIMITERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at >= to || text.charAt(at) != '}') {
      return Parsed.malformed(text, at, "'}' after the macro", GRAMMAR);
    }
    var delimiters = at == delimitersAt ? "." : text.substring(delimitersAt, at);
    at++;
    flush();
    pieces.add(new Piece.Macro(letter, letter != written, parts, reversed, delimiters));
    return Parsed.ok(true);
  }

  /// The number of parts to keep; a number too large to hold means all of them.
  private int digits() {
    if (at >= to || !Ascii.isDigit(text.charAt(at))) {
      return Piece.Macro.ALL_PARTS;
    }
    long value = 0;
    while (at < to && Ascii.isDigit(text.charAt(at))) {
      value = Math.min(Piece.Macro.ALL_PARTS, value * 10 + text.charAt(at) - '0');
      at++;
    }
    return (int) value;
  }
}

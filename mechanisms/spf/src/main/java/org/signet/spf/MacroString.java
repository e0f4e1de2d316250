package org.signet.spf;

import java.util.List;
import org.signet.foundation.text.Parsed;

/// Text with macros, as written in a record or an explanation. RFC 7208 §7.1
///
/// @param text as it is written
public record MacroString(String text, List<Piece> pieces) {
  public MacroString {
    pieces = List.copyOf(pieces);
  }

  /// A part of the text.
  public sealed interface Piece {
    /// Octets that stand for themselves.
    record Literal(String octets) implements Piece {}

    /// `%%`, `%_` or `%-`, which stand for a percent sign, a space, and a space as `%20`. §7.2
    record Escape(String octets) implements Piece {}

    /// A macro. §7.2, §7.3
    ///
    /// @param letter which value, in lower case
    /// @param escaped whether the value is URL-escaped: the letter was written in upper case
    /// @param parts how many right-hand parts are kept; all of them where it is [#ALL_PARTS]
    /// @param reversed whether the parts are turned round first
    /// @param delimiters the octets that separate parts
    record Macro(char letter, boolean escaped, int parts, boolean reversed, String delimiters)
        implements Piece {
      public static final int ALL_PARTS = Integer.MAX_VALUE;
    }
  }

  /// Reads a macro-string: visible ASCII, and the macros that a domain-spec may use.
  public static Parsed<MacroString> parse(String text) {
    return MacroParser.read(text, 0, text.length(), MacroParser.Use.RECORD);
  }

  /// Reads an explain-string: spaces too, and the macros `c`, `r` and `t`. §6.2
  public static Parsed<MacroString> parseExplanation(String text) {
    return MacroParser.read(text, 0, text.length(), MacroParser.Use.EXPLANATION);
  }

  /// Whether it is the same for every client and sender.
  public boolean isFixed() {
    return pieces.stream().noneMatch(Piece.Macro.class::isInstance);
  }

  @Override
  public String toString() {
    return text;
  }
}

package org.signet.spf;

import static org.signet.foundation.spec.Spec.RFC7208;

import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.spf.MacroString.Piece;

/// A domain name in a record, perhaps with macros: a macro-string that ends in a dot and a
/// top-level label or in a macro. RFC 7208 §7.1
///
/// @param fixed the name, where it is the same for every client and sender
public record DomainSpec(MacroString macros, Optional<Target> fixed) {
  private static final Clause GRAMMAR = RFC7208.section("7.1");

  /// Reads a domain-spec.
  public static Parsed<DomainSpec> parse(String text) {
    return read(text, 0, text.length());
  }

  /// Reads `text` from `from` to `to`; a problem tells its place in the whole text.
  static Parsed<DomainSpec> read(String text, int from, int to) {
    if (from == to) {
      return Parsed.malformed(text, from, "a domain", GRAMMAR);
    }
    return switch (MacroParser.read(text, from, to, MacroParser.Use.RECORD)) {
      case Parsed.Malformed<MacroString> malformed -> malformed.as();
      case Parsed.Ok<MacroString>(var macros) when endsAsDomain(macros) -> Parsed.ok(of(macros));
      case Parsed.Ok<MacroString> _ ->
          Parsed.malformed(
              text, to, "a dot and a top-level label at the end of the domain", GRAMMAR);
    };
  }

  private static DomainSpec of(MacroString macros) {
    var fixed =
        macros.isFixed()
            ? Optional.of(Target.of(MacroExpander.literal(macros)))
            : Optional.<Target>empty();
    return new DomainSpec(macros, fixed);
  }

  /// domain-end: a macro-expand, or `"." toplabel [ "." ]`.
  private static boolean endsAsDomain(MacroString macros) {
    return switch (macros.pieces().getLast()) {
      case Piece.Escape _, Piece.Macro _ -> true;
      case Piece.Literal(var octets) -> {
        int to = octets.endsWith(".") ? octets.length() - 1 : octets.length();
        int dot = octets.lastIndexOf('.', to - 1);
        yield dot >= 0 && isTopLabel(octets, dot + 1, to);
      }
    };
  }

  /// toplabel: letters, digits and inner hyphens, and not digits alone.
  private static boolean isTopLabel(String text, int from, int to) {
    var onlyDigits = true;
    for (int i = from; i < to; i++) {
      var c = text.charAt(i);
      var isInner = i > from && i < to - 1;
      if (!Ascii.isLetterOrDigit(c) && !(c == '-' && isInner)) {
        return false;
      }
      onlyDigits &= Ascii.isDigit(c);
    }
    return !onlyDigits;
  }

  /// As it is written.
  @Override
  public String toString() {
    return macros.text();
  }
}

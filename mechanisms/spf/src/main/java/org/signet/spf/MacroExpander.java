package org.signet.spf;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.spf.MacroString.Piece;
import org.signet.spf.MacroString.Piece.Macro;

/// Puts values in the place of macros. RFC 7208 §7.2, §7.3
///
/// @param receiver the name of the host that checks (`%{r}`)
/// @param clientName the validated name of the client, seen from a domain (`%{p}`)
record MacroExpander(
    Sender sender,
    IpAddress client,
    String receiver,
    InstantSource clock,
    Function<Domain, String> clientName) {
  private static final String UNRESERVED = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  /// The text of a macro-string that has no macros.
  static String literal(MacroString macros) {
    var out = new StringBuilder();
    for (var piece : macros.pieces()) {
      switch (piece) {
        case Piece.Literal(var octets) -> out.append(octets);
        case Piece.Escape(var octets) -> out.append(octets);
        case Macro _ -> throw new IllegalArgumentException("a macro has no fixed text");
      }
    }
    return out.toString();
  }

  /// The name that a domain-spec in the record of `current` stands for.
  Target target(DomainSpec spec, Domain current) {
    return spec.fixed().orElseGet(() -> expandedTarget(spec.macros(), current));
  }

  private Target expandedTarget(MacroString macros, Domain current) {
    if (!sender.isAscii() && macros.pieces().stream().anyMatch(MacroExpander::namesSender)) {
      return new Target.NonAsciiSender();
    }
    return Target.of(rightEnd(macros.pieces(), current));
  }

  /// As much from the right as decides the name: its chars, a final dot, and one before them.
  private String rightEnd(List<Piece> pieces, Domain current) {
    var name = "";
    for (int i = pieces.size() - 1; i >= 0 && name.length() < Target.NAME_CHARS + 2; i--) {
      var out = new StringBuilder(64);
      append(out, pieces.get(i), current);
      name = out.append(name).toString();
    }
    return name;
  }

  private static boolean namesSender(Piece piece) {
    return piece instanceof Macro macro && (macro.letter() == 's' || macro.letter() == 'l');
  }

  /// The text of an explain-string for the record of `current`, cut where it grows too long. §6.2
  String explanation(MacroString macros, Domain current) {
    var out = new StringBuilder(128);
    for (var piece : macros.pieces()) {
      append(out, piece, current);
      if (out.length() > SpfLimits.EXPLANATION_CHARS) {
        return out.substring(0, SpfLimits.EXPLANATION_CHARS);
      }
    }
    return out.toString();
  }

  private void append(StringBuilder out, Piece piece, Domain current) {
    switch (piece) {
      case Piece.Literal(var octets) -> out.append(octets);
      case Piece.Escape(var octets) -> out.append(octets);
      case Macro macro -> {
        var value = transformed(macro, value(macro.letter(), current));
        if (macro.escaped()) {
          appendEscaped(out, value);
        } else {
          out.append(value);
        }
      }
    }
  }

  private String value(char letter, Domain current) {
    return switch (letter) {
      case 's' -> sender.localPart() + '@' + octets(sender.domain());
      case 'l' -> sender.localPart();
      case 'o' -> octets(sender.domain());
      case 'd' -> octets(current);
      case 'i' -> dotted(client);
      case 'p' -> clientName.apply(current);
      case 'v' -> client.isV4() ? "in-addr" : "ip6";
      case 'h' -> sender.helo();
      case 'c' -> client.toString();
      case 'r' -> receiver;
      case 't' -> Long.toString(clock.instant().getEpochSecond());
      default -> throw new IllegalArgumentException("no macro letter: " + letter);
    };
  }

  /// The name as octets between dots, without the escapes of its presentation form.
  private static String octets(Domain domain) {
    return domain.text().indexOf('\\') < 0 ? domain.text() : String.join(".", domain.labels());
  }

  /// Dotted decimal, or the 32 hexadecimal digits of an IPv6 address between dots.
  private static String dotted(IpAddress address) {
    if (address.isV4()) {
      return address.toString();
    }
    var out = new StringBuilder(64);
    for (var octet : address.octets()) {
      out.append(out.isEmpty() ? "" : ".");
      out.append(HEX.charAt(octet >> 4 & 15)).append('.').append(HEX.charAt(octet & 15));
    }
    return out.toString();
  }

  /// The value split at the delimiters, perhaps turned round, cut to its right-hand parts, and
  /// joined with dots.
  private static String transformed(Macro macro, String value) {
    var isWhole = macro.parts() == Macro.ALL_PARTS && !macro.reversed();
    if (isWhole && macro.delimiters().equals(".")) {
      return value;
    }
    var parts = split(value, macro.delimiters());
    if (macro.reversed()) {
      parts = parts.reversed();
    }
    int first = Math.max(0, parts.size() - macro.parts());
    return String.join(".", parts.subList(first, parts.size()));
  }

  private static List<String> split(String value, String delimiters) {
    var parts = new ArrayList<String>();
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      if (delimiters.indexOf(value.charAt(i)) >= 0) {
        parts.add(value.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(value.substring(from));
    return parts;
  }

  /// Each octet that is not `unreserved` (RFC 3986 §2.3) as a percent sign and two digits.
  private static void appendEscaped(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (Ascii.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
      }
    }
  }
}

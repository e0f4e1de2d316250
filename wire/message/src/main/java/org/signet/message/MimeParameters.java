package org.signet.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;

/// A MIME field with parameters, Content-Type or Content-Disposition (RFC 2045 §5.1, RFC 2183 §2),
/// read as far as it goes, with all that readers disagree about.
///
/// @param main what stands before the first semicolon, in lower case, without comments
/// @param values each parameter by its name in lower case; of a repeated one the first. Parts of a
///     value (RFC 2231 §3) are put together, its encoding (§4) is undone. One char per octet
/// @param unusual the names of parameters in the forms of RFC 2231, or with escapes in quotes
/// @param repeated the names of parameters that occur more than once
/// @param isSound whether the field follows the grammar; an `=` and the like in an unquoted value,
///     and a semicolon at the end, are taken
public record MimeParameters(
    String main,
    Map<String, String> values,
    Set<String> unusual,
    Set<String> repeated,
    boolean isSound) {
  /// Parameters that are read.
  private static final int MOST = 100;

  public static MimeParameters parse(String value) {
    return new Reader(value).read();
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// One `name*2*=value`.
  ///
  /// @param number of a part of a value; -1 where it is whole
  private record Piece(String name, int number, boolean isEncoded, String value) {}

  private static final class Reader {
    private final Cursor in;
    private final List<Piece> pieces = new ArrayList<>(4);
    private final Set<String> unusual = new HashSet<>();
    private boolean sound = true;

    Reader(String value) {
      this.in = new Cursor(value);
    }

    MimeParameters read() {
      skipComments();
      var main = in.takeWhile(Reader::isToken);
      skipComments();
      if (in.take('/')) {
        skipComments();
        main += '/' + in.takeWhile(Reader::isToken);
        skipComments();
      }
      skipToSemicolon();
      while (in.take(';') && pieces.size() < MOST) {
        skipComments();
        if (!in.atEnd() && in.peek() != ';') {
          parameter();
        }
      }
      sound &= in.atEnd();
      return together(Ascii.toLower(main));
    }

    /// Anything but a semicolon or the end is a fault here.
    private void skipToSemicolon() {
      if (!in.atEnd() && in.peek() != ';') {
        sound = false;
        in.skipWhile(c -> c != ';');
      }
    }

    private void parameter() {
      var name = Ascii.toLower(in.takeWhile(Reader::isToken));
      skipComments();
      if (name.isEmpty() || !in.take('=')) {
        sound = false;
        in.skipWhile(c -> c != ';');
        return;
      }
      skipComments();
      var value = in.peek() == '"' ? quoted(baseName(name)) : unquoted();
      skipComments();
      skipToSemicolon();
      pieces.add(piece(name, value));
    }

    private String unquoted() {
      var value = in.takeWhile(c -> isToken(c) || "=/?:@[]".indexOf(c) >= 0);
      sound &= !value.isEmpty();
      return value;
    }

    private String quoted(String name) {
      int from = in.at();
      var text = Lexical.takeEnclosed(in, '"');
      sound &= text.isPresent();
      if (in.since(from).indexOf('\\') >= 0) {
        unusual.add(name);
      }
      return text.orElse("");
    }

    private static String baseName(String name) {
      int star = name.indexOf('*');
      return star < 0 ? name : name.substring(0, star);
    }

    private Piece piece(String name, String value) {
      int star = name.indexOf('*');
      if (star < 0) {
        return new Piece(name, -1, false, value);
      }
      var base = name.substring(0, star);
      unusual.add(base);
      var isEncoded = name.endsWith("*");
      var digits =
          name.substring(
              star + 1, isEncoded ? Math.max(star + 1, name.length() - 1) : name.length());
      int number = digits.isEmpty() ? -1 : (int) Ascii.parseNumber(digits, MOST);
      sound &= digits.isEmpty() ? isEncoded : number >= 0;
      return new Piece(base, number, isEncoded, value);
    }

    private MimeParameters together(String main) {
      var values = new LinkedHashMap<String, String>();
      var repeated = new HashSet<String>();
      var seen = new HashMap<String, Set<String>>();
      for (var piece : pieces) {
        var form = piece.number + (piece.number < 0 && piece.isEncoded ? "*" : "");
        if (!seen.computeIfAbsent(piece.name, _ -> new HashSet<>()).add(form)) {
          repeated.add(piece.name);
        }
      }
      for (var name : seen.keySet()) {
        values.put(name, value(name));
      }
      return new MimeParameters(main, values, unusual, repeated, sound);
    }

    /// The value of RFC 2231 where there is one, the plain one otherwise.
    private String value(String name) {
      var own = pieces.stream().filter(piece -> piece.name.equals(name)).toList();
      var whole = own.stream().filter(piece -> piece.number < 0);
      var extended = whole.filter(Piece::isEncoded).findFirst();
      if (extended.isPresent()) {
        return decoded(extended.get().value);
      }
      var parts = own.stream().filter(piece -> piece.number >= 0);
      var joined = new StringBuilder();
      parts
          .sorted(Comparator.comparingInt(Piece::number))
          .map(piece -> piece.isEncoded ? decoded(piece.value) : piece.value)
          .forEach(joined::append);
      return joined.isEmpty() ? own.getFirst().value : joined.toString();
    }

    /// `charset'language'text` with the percent signs undone; the charset is not looked at.
    private static String decoded(String value) {
      int quote = value.indexOf('\'');
      int second = quote < 0 ? -1 : value.indexOf('\'', quote + 1);
      var text = second < 0 ? value : value.substring(second + 1);
      var out = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '%'
            && i + 2 < text.length()
            && Ascii.isHexDigit(text.charAt(i + 1))
            && Ascii.isHexDigit(text.charAt(i + 2))) {
          out.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
          i += 2;
        } else {
          out.append(text.charAt(i));
        }
      }
      return out.toString();
    }

    private void skipComments() {
      sound &= Lexical.skipComments(in);
    }

    private static boolean isToken(int c) {
      return Ascii.isVisible(c) && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }
  }

  /// The value of a parameter in characters: UTF-8, encoded-words (which some write here), or
  /// octets.
  Optional<String> text(String name) {
    return value(name).map(EncodedWords::decode);
  }
}

package org.signet.message;

import static org.signet.foundation.spec.Spec.RFC5322;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Problem;

/// Cuts the value of an address field into words, specials and comments (RFC 5322 §3.2, with the
/// UTF-8 of RFC 6532). Iterative: comments may nest [#MOST_COMMENT_LEVELS] deep.
final class AddressLexer {
  /// Levels of nested comments. No clause; nobody who means well writes three.
  static final int MOST_COMMENT_LEVELS = 50;

  private static final Clause COMMENTS = RFC5322.section("3.2.2");
  private static final Clause ATOMS = RFC5322.section("3.2.3");
  private static final Clause QUOTED = RFC5322.section("3.2.4");
  private static final Clause LITERALS = RFC5322.section("3.4.1");

  enum Kind {
    ATOM,
    QUOTED,
    LITERAL,
    /// One of `< > @ , ; : .`
    SPECIAL
  }

  /// @param text what it stands for: a quoted string without its quotes and escapes, a literal with
  ///     its brackets
  /// @param apart whether white space or a comment stands before it
  /// @param at where it starts
  record Token(Kind kind, String text, boolean apart, int at) {
    boolean is(char special) {
      return kind == Kind.SPECIAL && text.charAt(0) == special;
    }

    boolean isWord() {
      return kind == Kind.ATOM || kind == Kind.QUOTED;
    }
  }

  /// @param comments the text of each comment as it came, without the outer brackets
  /// @param problem why the rest was not read
  /// @param isTooDeep whether that is the depth of a comment
  record Tokens(
      List<Token> list, List<String> comments, Optional<Problem> problem, boolean isTooDeep) {}

  private final Cursor in;
  private final List<Token> tokens = new ArrayList<>();
  private final List<String> comments = new ArrayList<>(0);
  private boolean apart;
  private boolean isTooDeep;

  private AddressLexer(String value) {
    this.in = new Cursor(value);
  }

  static Tokens read(String value) {
    return new AddressLexer(value).read();
  }

  private Tokens read() {
    var problem = Optional.<Problem>empty();
    skipBlanks();
    while (problem.isEmpty() && !in.atEnd()) {
      problem =
          switch (in.peek()) {
            case '(' -> comment();
            case '"' -> enclosed(Kind.QUOTED, '"', QUOTED);
            case '[' -> enclosed(Kind.LITERAL, ']', LITERALS);
            case '<', '>', '@', ',', ';', ':', '.' -> special();
            default -> atom();
          };
      skipBlanks();
    }
    return new Tokens(tokens, comments, problem, isTooDeep);
  }

  private void skipBlanks() {
    int from = in.at();
    in.skipFolding();
    apart |= in.at() > from;
  }

  private void add(Kind kind, String text, int at) {
    tokens.add(new Token(kind, text, apart, at));
    apart = false;
  }

  private Optional<Problem> special() {
    int at = in.at();
    add(Kind.SPECIAL, String.valueOf((char) in.next()), at);
    return Optional.empty();
  }

  private Optional<Problem> atom() {
    int at = in.at();
    var text = in.takeWhile(AddressLexer::isAtomText);
    if (text.isEmpty()) {
      return problem(at, "a letter, a digit or other text of an atom", ATOMS);
    }
    add(Kind.ATOM, text, at);
    return Optional.empty();
  }

  /// `atext` (§3.2.3), and every octet of UTF-8.
  static boolean isAtomText(int c) {
    return c >= 0x80 || (Ascii.isVisible(c) && "()<>[]:;@\\,.\"".indexOf(c) < 0);
  }

  /// A quoted string or a domain literal.
  private Optional<Problem> enclosed(Kind kind, char close, Clause clause) {
    int at = in.at();
    var text = Lexical.takeEnclosed(in, close);
    if (text.isEmpty()) {
      return problem(in.at(), "the closing " + close, clause);
    }
    add(kind, kind == Kind.LITERAL ? "[" + text.get() + "]" : text.get(), at);
    return Optional.empty();
  }

  private Optional<Problem> comment() {
    int at = in.at();
    return switch (Lexical.skipComment(in, MOST_COMMENT_LEVELS)) {
      case OPEN -> problem(at, "the closing ) of a comment", COMMENTS);
      case TOO_DEEP -> {
        isTooDeep = true;
        yield problem(at, "comments at most " + MOST_COMMENT_LEVELS + " deep", COMMENTS);
      }
      case CLOSED -> {
        comments.add(in.text().substring(at + 1, in.at() - 1));
        apart = true;
        yield Optional.empty();
      }
    };
  }

  private Optional<Problem> problem(int at, String expected, Clause clause) {
    return Optional.of(new Problem(in.text(), at, expected, clause));
  }
}

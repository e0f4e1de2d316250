package org.signet.arc;

import static org.signet.foundation.spec.Spec.RFC8617;

import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Parsed;
import org.signet.message.AuthenticationResults;
import org.signet.message.Field;

/// An ARC-Authentication-Results field (RFC 8617 §4.1.1): what a host says it found out when the
/// message reached it.
///
/// @param payload what stands behind the instance, in the form of an Authentication-Results field
public record ArcAuthenticationResults(int instance, Field field, String payload) {
  private static final Clause FORM = RFC8617.section("4.1.1");

  /// Comments nested more deeply are not read.
  private static final int MOST_NESTED = 20;

  /// Reads a field: the instance must come first.
  static Parsed<ArcAuthenticationResults> parse(Field field) {
    var in = new Cursor(field.rawValue());
    if (!skipComments(in) || !in.takeIgnoreCase("i") || !skipComments(in) || !in.take('=')) {
      return in.expected("i= and an instance before everything else", FORM);
    }
    if (!skipComments(in)) {
      return in.expected("the end of the comment", FORM);
    }
    int at = in.at();
    var instance = Instance.parse(in.takeWhile(Ascii::isDigit));
    if (instance.isEmpty()) {
      return Parsed.malformed(in.text(), at, Instance.FORM, Instance.CLAUSE);
    }
    if (!skipComments(in) || !in.take(';')) {
      return in.expected("';' behind the instance", FORM);
    }
    return Parsed.ok(new ArcAuthenticationResults(instance.get(), field, in.rest()));
  }

  /// What the host claims. Nothing about it is trusted by being sealed.
  public Parsed<AuthenticationResults> claims() {
    return AuthenticationResults.parse(payload);
  }

  /// Skips white space and comments (RFC 5322 §3.2.2); false where a comment does not end or nests
  /// too deeply.
  private static boolean skipComments(Cursor in) {
    in.skipFolding();
    while (in.peek() == '(') {
      if (!skipComment(in)) {
        return false;
      }
      in.skipFolding();
    }
    return true;
  }

  private static boolean skipComment(Cursor in) {
    int depth = 0;
    do {
      switch (in.next()) {
        case '(' -> depth++;
        case ')' -> depth--;
        case '\\' -> in.next();
        case Cursor.END -> {
          return false;
        }
        default -> {}
      }
    } while (depth > 0 && depth <= MOST_NESTED);
    return depth == 0;
  }
}

package org.signet.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// Finds the Authentication-Results fields that claim to be ours (RFC 8601 §5). An id is compared
/// as a domain name where it is one: in A-labels, in either case, without a final dot. A field that
/// does not follow the grammar claims whatever id it holds anywhere: another reader may find it.
final class AuthservIdClaims {
  private static final String NAME = Ascii.toLower(AuthenticationResults.FIELD_NAME);

  /// Words of a malformed field that are looked up in the tables of Unicode; a field with more
  /// claims everything.
  private static final int MOST_MAPPED = 20;

  private final Set<String> ids = new HashSet<>();

  AuthservIdClaims(Collection<String> authservIds) {
    authservIds.forEach(id -> ids.add(normal(id)));
  }

  private static String normal(String id) {
    return switch (Idna.parse(id)) {
      case Parsed.Ok<Domain>(var domain) -> domain.text();
      case Parsed.Malformed<Domain> _ -> Ascii.toLower(id);
    };
  }

  List<Integer> in(Header header) {
    var claims = new ArrayList<Integer>(0);
    for (int i = header.fields().size() - 1; i >= 0; i--) {
      if (claims(header.fields().get(i))) {
        claims.add(i);
      }
    }
    return claims;
  }

  /// Whether a value follows the grammar and its version, comes from one of the ids, and tells of a
  /// method.
  boolean areOf(String value) {
    return AuthenticationResults.parse(value) instanceof Parsed.Ok<AuthenticationResults>(var read)
        && read.version() == AuthenticationResults.VERSION
        && !read.results().isEmpty()
        && ids.contains(normal(read.authservId()));
  }

  private boolean claims(Field field) {
    return (Lookalike.isNamed(field, NAME) && claims(field.rawValue()))
        || Lookalike.inside(field, NAME).stream().anyMatch(this::claims);
  }

  private boolean claims(String value) {
    return switch (AuthenticationResults.parse(value)) {
      case Parsed.Ok<AuthenticationResults>(var results) ->
          ids.contains(normal(results.authservId()));
      case Parsed.Malformed<AuthenticationResults> _ -> holdsId(value);
    };
  }

  /// Whether an id stands anywhere in the text, quotes and escapes left out.
  private boolean holdsId(String value) {
    int mapped = 0;
    var word = new StringBuilder();
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ' ';
      if (isIdText(c)) {
        word.append(c);
      } else if (c != '"' && c != '\\' && !word.isEmpty()) {
        var text = word.toString();
        var isMapped = !Utf8.isAscii(text) || Ascii.toLower(text).contains("xn--");
        if (isMapped && ++mapped > MOST_MAPPED) {
          return true;
        }
        if (ids.contains(normal(text))) {
          return true;
        }
        word.setLength(0);
      }
    }
    return false;
  }

  private static boolean isIdText(int c) {
    return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c >= 0x80;
  }
}

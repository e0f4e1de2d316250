package org.signet.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;

/// What a mail service says it found out about a message: the content of an Authentication-Results
/// field (RFC 8601). Nothing about it is trusted by being here.
///
/// @param authservId who says so; one char per octet
/// @param version of the field's format; 1 where none is stated
/// @param results empty where nothing was checked (`none`)
public record AuthenticationResults(String authservId, int version, List<Result> results) {
  public static final String FIELD_NAME = "Authentication-Results";

  /// The version of the format that this program reads and writes. RFC 8601 §2.2.
  public static final int VERSION = 1;

  public AuthenticationResults {
    results = List.copyOf(results);
  }

  public AuthenticationResults(String authservId, List<Result> results) {
    this(authservId, VERSION, results);
  }

  /// What one method came to. Names are kept in lower case, whatever they are: a reader ignores
  /// what it does not know (§2.7.7).
  ///
  /// @param method such as `dkim`
  /// @param methodVersion 1 where none is stated; a reader ignores others (§2.6)
  /// @param result such as `pass`
  /// @param reason why, in words, where the field says it
  public record Result(
      String method,
      int methodVersion,
      String result,
      Optional<String> reason,
      List<Property> properties) {
    public Result {
      requireKeyword(method);
      requireKeyword(result);
      properties = List.copyOf(properties);
    }

    /// A result without reason and properties yet.
    ///
    /// @throws IllegalArgumentException where a name is none
    public static Result of(String method, String result) {
      return new Result(method, 1, result, Optional.empty(), List.of());
    }

    /// The same with one property more. What the value holds is up to the sender of the message; it
    /// is written quoted where needed, and left out where no field can hold it.
    public Result with(String ptype, String property, String value) {
      var more = new ArrayList<>(properties);
      more.add(new Property(ptype, property, value));
      return new Result(method, methodVersion, result, reason, more);
    }

    /// The same with a reason.
    public Result because(String words) {
      return new Result(method, methodVersion, result, Optional.of(words), properties);
    }

    /// The value of the first property of this name.
    public Optional<String> value(String ptype, String property) {
      return properties.stream()
          .filter(one -> one.ptype.equals(ptype) && one.property.equals(property))
          .map(Property::value)
          .findFirst();
    }
  }

  /// One thing that a result is about, such as `header.d=example.com`.
  ///
  /// @param ptype where it comes from: `smtp`, `header`, `body`, `policy` or another
  /// @param value one char per octet, without the quotes it may have been written in
  public record Property(String ptype, String property, String value) {
    public Property {
      requireKeyword(ptype);
      requireKeyword(property);
    }
  }

  private static void requireKeyword(String name) {
    if (!isKeyword(name)) {
      throw new IllegalArgumentException("no keyword of RFC 8601 §2.2: " + name);
    }
  }

  /// Letters, digits and hyphens; an underscore too, as in Yahoo's `perm_fail`. In lower case.
  private static boolean isKeyword(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> isKeywordLetter(c) && Ascii.toLower(c) == c);
  }

  static boolean isKeywordLetter(int c) {
    return Ascii.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  /// Reads the value of the field. Taken beside the grammar, because services write it: a semicolon
  /// at the end, values with characters that need quotes, and properties without ptype
  /// (`action=none`), which are left out.
  public static Parsed<AuthenticationResults> parse(String value) {
    return new AuthenticationResultsReader(value).read();
  }

  /// The field, folded, with its final CRLF. Whatever octets the values hold, it is one field, and
  /// read again it gives these results; what cannot be written, is left out.
  ///
  /// @throws IllegalArgumentException where the authserv-id, which is our own, is no text in UTF-8
  public Field toField() {
    if (!AuthenticationResultsWriter.isWritable(authservId)) {
      throw new IllegalArgumentException("no authserv-id: " + Ascii.printable(authservId, 80));
    }
    return Field.of(AuthenticationResultsWriter.write(this));
  }

  /// What the fields with this id say, as they are written, joined as one field would say it: the
  /// value behind the id. Fields that follow another version or no grammar, or found nothing, are
  /// left out; empty where none is left. RFC 8617 §4.1.1 wants them joined so.
  ///
  /// @param authservId our own, A- or U-labels, in either case
  public static Optional<String> joined(Header header, String authservId) {
    var claims = new AuthservIdClaims(List.of(authservId));
    var written =
        header.all(FIELD_NAME).stream()
            .map(Field::rawValue)
            .filter(claims::areOf)
            .flatMap(value -> new AuthenticationResultsReader(value).readMethods().stream())
            .map(AuthenticationResults::trimmed)
            .toList();
    return written.isEmpty() ? Optional.empty() : Optional.of(String.join(";\r\n\t", written));
  }

  /// Without the white space around it, and the semicolon at its end.
  private static String trimmed(String methods) {
    var text = Ascii.trimFolding(methods);
    return text.endsWith(";") ? Ascii.trimFolding(text.substring(0, text.length() - 1)) : text;
  }

  /// The indexes of the fields of a header that say, or could be taken to say, that one of these
  /// ids wrote them, from the highest to the lowest, so that deleting one moves none of the others.
  /// A service deletes them before it adds its own (§5).
  ///
  /// @param authservIds our own, A- or U-labels, in either case
  public static List<Integer> claiming(Header header, Collection<String> authservIds) {
    return new AuthservIdClaims(authservIds).in(header);
  }
}

package org.signet.mtasts;

import static org.signet.foundation.spec.Spec.RFC8461;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// The TXT record at `_mta-sts` below a domain: that there is a policy, and by its id whether it
/// changed. RFC 8461 §3.1
///
/// @param text the record as it came
/// @param id 1 to 32 letters and digits; nothing follows from its order
/// @param extensions the other fields, which mean nothing here
public record MtaStsRecord(String text, String id, List<Field> extensions) {
  /// Chars of an id, and of the name of a field.
  public static final int MOST_CHARS = 32;

  /// Fields beside version and id; our bound, far above what any record has.
  public static final int MOST_EXTENSIONS = 32;

  static final String VERSION = "v=STSv1";

  private static final Clause FORM = RFC8461.section("3.1");
  private static final String ID = "id";

  public MtaStsRecord {
    extensions = List.copyOf(extensions);
  }

  /// One field; in a policy too.
  public record Field(String name, String value) {}

  /// The name at which a domain publishes the record; empty where that would be too long for one.
  public static Optional<Domain> nameFor(Domain domain) {
    return domain.prefixed("_mta-sts");
  }

  /// The record that announces a policy.
  ///
  /// @throws IllegalArgumentException where the id is none
  public static MtaStsRecord of(String id) {
    return parse(VERSION + "; id=" + id + ';').orThrow();
  }

  /// Whether a text at that name is meant as such a record; others are not counted. §3.1
  static boolean isMeant(String text) {
    if (!text.startsWith(VERSION)) {
      return false;
    }
    var in = new Cursor(text.substring(VERSION.length()));
    in.skipWhile(Ascii::isBlank);
    return in.atEnd() || in.peek() == ';';
  }

  public static Parsed<MtaStsRecord> parse(String text) {
    if (!isMeant(text)) {
      return Parsed.malformed(text, 0, '"' + VERSION + ";\"", FORM);
    }
    var in = new Cursor(text);
    in.skipWhile(c -> c != ';' && !Ascii.isBlank(c));
    var fields = new ArrayList<Field>(2);
    while (takesDelimiter(in)) {
      if (in.atEnd() && !fields.isEmpty()) {
        break;
      }
      switch (field(in)) {
        case Parsed.Ok<Field>(var field) -> fields.add(field);
        case Parsed.Malformed<Field> malformed -> {
          return malformed.as();
        }
      }
      if (fields.size() > MOST_EXTENSIONS) {
        return in.expected("at most " + MOST_EXTENSIONS + " fields", FORM);
      }
    }
    if (!in.atEnd()) {
      return in.expected("\";\" or the end", FORM);
    }
    return whole(text, fields);
  }

  /// `*WSP ";" *WSP`. White space without a `;` is left for the caller to refuse.
  private static boolean takesDelimiter(Cursor in) {
    int from = in.at();
    in.skipWhile(Ascii::isBlank);
    if (!in.take(';')) {
      in.reset(from);
      return false;
    }
    in.skipWhile(Ascii::isBlank);
    return true;
  }

  private static Parsed<Field> field(Cursor in) {
    int from = in.at();
    var name = in.takeWhile(MtaStsRecord::isNameOctet);
    if (!isName(name)) {
      in.reset(from);
      return in.expected("the name of a field, of at most 32 characters", FORM);
    }
    if (!in.take('=')) {
      return in.expected("\"=\" behind the name of a field", FORM);
    }
    int valueFrom = in.at();
    var value = in.takeWhile(c -> Ascii.isVisible(c) && c != ';' && c != '=');
    if (value.isEmpty() || (name.equals(ID) && !isId(value))) {
      in.reset(valueFrom);
      return name.equals(ID)
          ? in.expected("an id of 1 to 32 letters and digits", FORM)
          : in.expected("a value", FORM);
    }
    return Parsed.ok(new Field(name, value));
  }

  /// Of fields that occur more than once the first counts. §3.2
  private static Parsed<MtaStsRecord> whole(String text, List<Field> fields) {
    Predicate<Field> isId = field -> field.name.equals(ID);
    var others = fields.stream().filter(isId.negate()).toList();
    return fields.stream()
        .filter(isId)
        .findFirst()
        .map(id -> Parsed.ok(new MtaStsRecord(text, id.value, others)))
        .orElseGet(() -> Parsed.malformed(text, text.length(), "an id (\"id=…\")", FORM));
  }

  private static boolean isId(String value) {
    return value.length() <= MOST_CHARS && value.chars().allMatch(Ascii::isLetterOrDigit);
  }

  /// Whether a text is a field's name, here and in a policy.
  static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= MOST_CHARS && Ascii.isLetterOrDigit(name.charAt(0));
  }

  static boolean isNameOctet(int c) {
    return Ascii.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}

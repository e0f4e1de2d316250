package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signet.message.Ambiguity.Reason.FIELD_TOO_LARGE;
import static org.signet.message.Ambiguity.Reason.HEADER_TOO_LARGE;
import static org.signet.message.Ambiguity.Reason.TOO_MANY_FIELDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header of a message: its fields in the order they came, the topmost first.
///
/// What a header holds is bounded. A message that exceeds a bound has a header all the same, with
/// the fields that were read and a reason of kind AUTHOR that says what was not.
public final class Header {
  /// Octets of a header that are read; more is a named outcome.
  public static final int MOST_OCTETS = 1 << 20;

  /// Octets of a field that are read, the final CRLF counted.
  public static final int MOST_FIELD_OCTETS = 64 << 10;

  /// Fields that are read.
  public static final int MOST_FIELDS = 1_000;

  private final List<Field> fields;
  private final List<Ambiguity> exceeded;

  /// What [#review()] found, once it was asked; any thread finds the same.
  private @Nullable HeaderReview review;

  public Header(List<Field> fields) {
    this(fields, List.of());
  }

  /// A header that was kept.
  ///
  /// @param exceeded the bounds that the message exceeded when it was read
  public Header(List<Field> fields, List<Ambiguity> exceeded) {
    this.fields = List.copyOf(fields);
    this.exceeded = List.copyOf(exceeded);
  }

  public List<Field> fields() {
    return fields;
  }

  /// The bounds that the message exceeds, so that the header is not all that was sent; mostly none.
  public List<Ambiguity> exceeded() {
    return exceeded;
  }

  /// Every ambiguity that the header shows, of both kinds; those of kind AUTHOR are also in
  /// [Author#of].
  public List<Ambiguity> ambiguities() {
    return review().ambiguities();
  }

  HeaderReview review() {
    var known = review;
    if (known == null) {
      known = new HeaderReview(this);
      review = known;
    }
    return known;
  }

  /// The fields of this name, the topmost first; ASCII letters in either case.
  public List<Field> all(String name) {
    var found = new ArrayList<Field>(2);
    for (var field : fields) {
      if (field.is(name)) {
        found.add(field);
      }
    }
    return found;
  }

  /// The topmost field of this name.
  public Optional<Field> first(String name) {
    for (var field : fields) {
      if (field.is(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /// Collects a header field by field, within the bounds; what exceeds them is skipped and told.
  public static final class Builder {
    private final List<Field> fields = new ArrayList<>(32);
    private final List<Ambiguity> exceeded = new ArrayList<>(0);
    private int octets;

    /// Adds a field below those that are there.
    ///
    /// @param rawValue what stands behind the colon, one char per octet, folded with CRLF as it
    ///     came, with or without the final CRLF
    public Builder add(String name, String rawValue) {
      return add(Field.of(name + ':' + rawValue));
    }

    /// Adds a field below those that are there.
    public Builder add(Field field) {
      if (field.length() > MOST_FIELD_OCTETS) {
        return addCut(field.octets());
      }
      if (fields.size() == MOST_FIELDS) {
        return exceeds(TOO_MANY_FIELDS, "more than " + MOST_FIELDS);
      }
      if (octets + field.length() > MOST_OCTETS) {
        return exceeds(HEADER_TOO_LARGE, "more than " + MOST_OCTETS + " octets");
      }
      octets += field.length();
      fields.add(field);
      return this;
    }

    /// Adds the first octets of a field that exceeds the bound.
    Builder addCut(byte[] start) {
      var cut = Field.of(new String(start, 0, MOST_FIELD_OCTETS - 2, ISO_8859_1));
      exceeds(FIELD_TOO_LARGE, cut.name());
      return add(cut);
    }

    private Builder exceeds(Ambiguity.Reason reason, String detail) {
      if (exceeded.stream().noneMatch(ambiguity -> ambiguity.reason() == reason)) {
        exceeded.add(Ambiguity.of(reason, detail));
      }
      return this;
    }

    public Header build() {
      return new Header(fields, exceeded);
    }
  }
}

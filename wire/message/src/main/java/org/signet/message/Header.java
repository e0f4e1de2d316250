package org.signet.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header of a message: its fields in the order they came, the topmost first.
public final class Header {
  /// Octets of a header that are read; more is a named outcome.
  public static final int MOST_OCTETS = 1 << 20;

  /// Octets of a field that are read.
  public static final int MOST_FIELD_OCTETS = 64 << 10;

  /// Fields that are read.
  public static final int MOST_FIELDS = 1_000;

  private final List<Field> fields;

  public Header(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  public List<Field> fields() {
    return fields;
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
}

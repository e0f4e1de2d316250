package org.signet.setup.imports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What stands in a file of rspamd, as far as a configuration needs it: sections, lists, texts. The
/// universal configuration language of libucl, without its macros, which are kept as entries.
///
/// @param trouble the line at which reading stopped, if it did
record Ucl(Value.Section top, Optional<Integer> trouble) {
  /// A named value.
  ///
  /// @param key of a macro: its name with the dot
  record Entry(String key, int line, Value value) {}

  sealed interface Value {
    /// A text, a number or a truth, as written.
    record Text(String text) implements Value {}

    record Many(List<Value> values) implements Value {
      public Many {
        values = List.copyOf(values);
      }
    }

    record Section(List<Entry> entries) implements Value {
      public Section {
        entries = List.copyOf(entries);
      }

      Optional<Entry> entry(String key) {
        return entries.stream().filter(one -> one.key().equals(key)).findFirst();
      }

      Optional<String> text(String key) {
        return entry(key).flatMap(one -> one.value().texts().findFirst());
      }
    }

    /// The texts of a text or of a list.
    default Stream<String> texts() {
      return switch (this) {
        case Text(var text) -> Stream.of(text);
        case Many(var values) ->
            values.stream().flatMap(one -> one instanceof Text(var text) ? Stream.of(text) : null);
        case Section _ -> Stream.empty();
      };
    }

    /// The sections of a section or of a list.
    default Stream<Section> sections() {
      return switch (this) {
        case Text _ -> Stream.empty();
        case Many(var values) ->
            values.stream().flatMap(one -> one instanceof Section some ? Stream.of(some) : null);
        case Section one -> Stream.of(one);
      };
    }
  }

  static Ucl parse(String text) {
    return new UclReader(text).read();
  }
}

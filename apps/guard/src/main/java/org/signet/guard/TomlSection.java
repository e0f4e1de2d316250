package org.signet.guard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A table of a TOML file while it is read. What is missing is empty; what is wrong is noted with
/// its place and counts as missing, so that one reading finds every mistake. A key that nobody
/// asked for is a mistake too: [#end()].
final class TomlSection {
  private final Source source;
  private final Optional<TomlTable> table;
  private final TreeSet<String> known = new TreeSet<>();

  /// The file, and what was found wrong in it.
  record Source(String file, String text, List<ConfigProblem> problems) {
    void wrong(int at, String expected) {
      problems.add(new ConfigProblem(file, text, Math.min(at, text.length()), expected));
    }

    int place(TomlPosition position) {
      int at = 0;
      for (int line = 1; line < position.line(); line++) {
        at = text.indexOf('\n', at) + 1;
      }
      return at + position.column() - 1;
    }
  }

  TomlSection(Source source, Optional<TomlTable> table) {
    this.source = source;
    this.table = table;
  }

  boolean isThere() {
    return table.isPresent();
  }

  private Optional<Object> get(String key) {
    known.add(key);
    return table.flatMap(one -> Optional.ofNullable(one.get(List.of(key))));
  }

  private int keyPlace(String key) {
    return table
        .flatMap(one -> Optional.ofNullable(one.inputPositionOf(List.of(key))))
        .map(source::place)
        .orElse(0);
  }

  /// Behind the equals sign.
  private int valuePlace(String key) {
    int at = source.text().indexOf('=', keyPlace(key)) + 1;
    while (at < source.text().length() && " \t".indexOf(source.text().charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// Notes that the value of a key is wrong.
  void wrong(String key, String expected) {
    source.wrong(valuePlace(key), expected);
  }

  /// Notes that the section as a whole is wrong.
  void wrong(String expected) {
    source.wrong(place(), expected);
  }

  /// Notes that a key is missing here.
  ///
  /// @param near a key of this section that is there, or the section itself
  void missing(String near, String expected) {
    source.wrong(keyPlace(near), expected);
  }

  boolean flag(String key) {
    return get(key)
        .flatMap(
            value -> {
              if (value instanceof Boolean flag) {
                return Optional.of(flag);
              }
              wrong(key, "true or false");
              return Optional.empty();
            })
        .orElse(false);
  }

  /// A text that a reader understands.
  <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> reader) {
    return get(key)
        .flatMap(
            value -> {
              var read = value instanceof String text ? reader.apply(text) : Optional.<T>empty();
              if (read.isEmpty()) {
                wrong(key, expected);
              }
              return read;
            });
  }

  Optional<String> text(String key, String expected) {
    return value(key, expected, text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
  }

  /// A list of texts that a reader understands.
  <T> List<T> values(String key, String expected, Function<String, Optional<T>> reader) {
    var all = new ArrayList<T>();
    get(key)
        .ifPresent(
            value -> {
              if (value instanceof TomlArray array) {
                elements(array, expected, reader, all);
              } else {
                wrong(key, "a list in brackets, of " + expected);
              }
            });
    return all;
  }

  private <T> void elements(
      TomlArray array, String expected, Function<String, Optional<T>> reader, List<T> all) {
    for (int i = 0; i < array.size(); i++) {
      var read = array.get(i) instanceof String text ? reader.apply(text) : Optional.<T>empty();
      if (read.isEmpty()) {
        source.wrong(elementPlace(array, i), expected);
      }
      read.ifPresent(all::add);
    }
  }

  private int elementPlace(TomlArray array, int index) {
    return Optional.ofNullable(array.inputPositionOf(index)).map(source::place).orElse(0);
  }

  /// A number from 1.
  ///
  /// @param of what
  Optional<Long> number(String key, String of, long most) {
    return get(key)
        .flatMap(
            value -> {
              if (value instanceof Long number && number > 0 && number <= most) {
                return Optional.of(number);
              }
              wrong(key, "a number of " + of + ", at most " + most);
              return Optional.empty();
            });
  }

  Optional<LocalDate> day(String key) {
    return get(key)
        .flatMap(
            value -> {
              if (value instanceof LocalDate day) {
                return Optional.of(day);
              }
              wrong(key, "a day such as 2026-12-31, without quotes");
              return Optional.empty();
            });
  }

  /// Each key of a table of texts, with what a reader makes of its value.
  <T> Map<String, T> map(String key, String expected, Function<String, Optional<T>> reader) {
    var map = new LinkedHashMap<String, T>();
    var section = section(key);
    section.table.ifPresent(
        one ->
            one.keySet()
                .forEach(
                    name ->
                        section
                            .value(name, expected, reader)
                            .ifPresent(value -> map.put(name, value))));
    return map;
  }

  /// A table in this one; empty where there is none.
  TomlSection section(String key) {
    var found =
        get(key)
            .flatMap(
                value -> {
                  if (value instanceof TomlTable one) {
                    return Optional.of(one);
                  }
                  wrong(key, "a table, [" + key + "]");
                  return Optional.empty();
                });
    return new TomlSection(source, found);
  }

  /// The tables `[[key]]`.
  List<TomlSection> sections(String key) {
    var all = new ArrayList<TomlSection>();
    get(key)
        .ifPresent(
            value -> {
              if (!(value instanceof TomlArray array)) {
                source.wrong(keyPlace(key), "a list of tables, [[" + key + "]]");
                return;
              }
              for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable one) {
                  all.add(new TomlSection(source, Optional.of(one)));
                } else {
                  source.wrong(elementPlace(array, i), "a table");
                }
              }
            });
    return all;
  }

  /// Notes every key that was not asked for.
  void end() {
    table.ifPresent(
        one -> {
          for (var key : one.keySet()) {
            if (!known.contains(key)) {
              source.wrong(keyPlace(key), "one of " + String.join(", ", known));
            }
          }
        });
  }

  /// The place of its first key, for what is said of the whole.
  int place() {
    return table
        .flatMap(one -> one.keySet().stream().map(this::keyPlace).min(Integer::compare))
        .orElse(0);
  }
}

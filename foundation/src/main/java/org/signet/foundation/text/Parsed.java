package org.signet.foundation.text;

import java.util.Optional;
import java.util.function.Function;
import org.signet.foundation.spec.Clause;

/// What a reader answers: the value, or the problem that kept it from one. Readers never throw for
/// what the text says.
public sealed interface Parsed<T> {
  /// The text followed its grammar.
  record Ok<T>(T value) implements Parsed<T> {}

  /// The text did not follow its grammar.
  record Malformed<T>(Problem problem) implements Parsed<T> {
    /// The same problem for a reader of another type.
    public <U> Malformed<U> as() {
      return new Malformed<>(problem);
    }
  }

  static <T> Parsed<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Parsed<T> malformed(String text, int at, String expected, Clause clause) {
    return new Malformed<>(new Problem(text, at, expected, clause));
  }

  /// The value, where there is one and why not does not matter.
  default Optional<T> optional() {
    return switch (this) {
      case Ok<T>(var value) -> Optional.of(value);
      case Malformed<T> _ -> Optional.empty();
    };
  }

  default boolean isOk() {
    return this instanceof Ok<T>;
  }

  default <U> Parsed<U> map(Function<? super T, ? extends U> f) {
    return switch (this) {
      case Ok<T>(var value) -> new Ok<>(f.apply(value));
      case Malformed<T> malformed -> malformed.as();
    };
  }

  /// The value of a literal in the program's own text.
  ///
  /// @throws IllegalArgumentException where it is malformed: the programmer was wrong
  default T orThrow() {
    return switch (this) {
      case Ok<T>(var value) -> value;
      case Malformed<T>(var problem) -> throw new IllegalArgumentException(problem.sentence());
    };
  }
}

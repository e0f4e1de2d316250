package org.signet.tlsrpt;

import java.util.List;
import java.util.Map;

/// A JSON value (RFC 8259 §3).
sealed interface JsonValue {
  record Members(Map<String, JsonValue> values) implements JsonValue {}

  record Elements(List<JsonValue> values) implements JsonValue {}

  record Text(String text) implements JsonValue {}

  /// A number, as it is written.
  record Numeral(String literal) implements JsonValue {}

  /// `true`, `false` or `null`.
  record Word(String word) implements JsonValue {}

  /// The value in a few characters.
  default String shown() {
    return switch (this) {
      case Members _ -> "{…}";
      case Elements _ -> "[…]";
      case Text(var text) -> text.substring(0, Math.min(text.length(), JsonTree.SHOWN_CHARS));
      case Numeral(var literal) -> literal;
      case Word(var word) -> word;
    };
  }
}

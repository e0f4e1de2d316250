package org.signet.dkim;

import org.signet.message.Ambiguity;

/// What servers on the way are likely to change, so that a signature over the message would break,
/// or what keeps it from being signed at all. [SigningExplainer] says it in words. RFC 6376 §5.3
public sealed interface Hazard {
  /// Whether no signature can be made, however much it is wanted.
  default boolean forbids() {
    return switch (this) {
      case InHeader(var ambiguity) ->
          switch (ambiguity.reason()) {
            case FROM_MISSING, HEADER_TOO_LARGE, TOO_MANY_FIELDS, FIELD_TOO_LARGE -> true;
            case FIRST_LINE_FOLDED -> true; // it would continue the signature on top of it
            default -> false;
          };
      case TooManyNames _ -> true;
      case Missing _,
          LongReferences _,
          EightBitField _,
          EightBitBody _,
          LongLine _,
          BareCr _,
          BareLf _ ->
          false;
    };
  }

  /// The header can be read in two ways, or breaks the rules so that servers mend it.
  record InHeader(Ambiguity ambiguity) implements Hazard {}

  /// More fields would be signed than verifiers look at.
  record TooManyNames(int most) implements Hazard {}

  /// A field that servers add where it is not there. RFC 6409 §8
  record Missing(String field) implements Hazard {}

  /// References so long that some servers cut it.
  record LongReferences(int octets) implements Hazard {}

  /// A field with octets beyond ASCII, and a way that may not carry them. RFC 6532
  record EightBitField(String field) implements Hazard {}

  /// A body with octets beyond ASCII, and a way that may not carry them. RFC 6152
  ///
  /// @param line the first such line
  /// @param isDeclared whether Content-Transfer-Encoding says so
  record EightBitBody(long line, boolean isDeclared) implements Hazard {}

  /// A line of the body that is longer than servers must carry. RFC 5321 §4.5.3.1.6
  ///
  /// @param line the first such line
  record LongLine(long line) implements Hazard {}

  /// A CR in the body that no LF follows. RFC 5321 §2.3.8
  record BareCr(long line) implements Hazard {}

  /// A LF in the body before which no CR stands. RFC 5321 §2.3.8
  record BareLf(long line) implements Hazard {}
}

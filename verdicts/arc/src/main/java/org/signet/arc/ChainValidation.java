package org.signet.arc;

import java.util.Optional;

/// What a host says the chain came to when the message reached it: `cv=` (RFC 8617 §4.4).
public enum ChainValidation {
  /// There was no chain yet.
  NONE("none"),
  /// The chain held.
  PASS("pass"),
  /// It did not.
  FAIL("fail");

  private final String word;

  ChainValidation(String word) {
    this.word = word;
  }

  /// As it is written.
  public String word() {
    return word;
  }

  /// What a host that sees this outcome seals.
  public static ChainValidation of(ArcOutcome outcome) {
    return switch (outcome) {
      case ArcOutcome.None _ -> NONE;
      case ArcOutcome.Pass _ -> PASS;
      case ArcOutcome.Fail _ -> FAIL;
    };
  }

  /// The value of this word; letters count as written (RFC 6376 §3.2).
  static Optional<ChainValidation> named(String word) {
    for (var value : values()) {
      if (value.word.equals(word)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}

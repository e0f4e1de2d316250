package org.signet.dkim;

import java.util.Optional;

/// A canonical form: which changes on the way a signature survives. RFC 6376 §3.4. Fields and body
/// have one each.
public enum Canonicalization {
  /// Almost nothing may change.
  SIMPLE("simple"),
  /// White space and folding may change.
  RELAXED("relaxed");

  private final String word;

  Canonicalization(String word) {
    this.word = word;
  }

  /// The word in `c=`.
  public String word() {
    return word;
  }

  /// The form of this word.
  public static Optional<Canonicalization> named(String word) {
    return switch (word) {
      case "simple" -> Optional.of(SIMPLE);
      case "relaxed" -> Optional.of(RELAXED);
      default -> Optional.empty();
    };
  }
}

package org.signet.dkim;

/// The key that a signature is checked with, or why there is none.
public sealed interface KeyChoice {
  /// It is fit for the signature.
  record Chosen(DkimKey.Usable key) implements KeyChoice {}

  /// There is none.
  ///
  /// @param why what the signature comes to: a temporary or a permanent error
  record None(DkimOutcome why) implements KeyChoice {}
}

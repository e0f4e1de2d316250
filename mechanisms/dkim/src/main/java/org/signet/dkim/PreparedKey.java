package org.signet.dkim;

/// A key made ready for checking signatures, or the reason why nothing is checked with it.
sealed interface PreparedKey permits PreparedKey.Flawed, PreparedKey.Ready {
  record Flawed(DkimOutcome.Flaw flaw) implements PreparedKey {}

  /// Safe for many threads.
  non-sealed interface Ready extends PreparedKey {
    SignatureFinding check(byte[] signature, HashAlgorithm algorithm, byte[] hash);
  }
}

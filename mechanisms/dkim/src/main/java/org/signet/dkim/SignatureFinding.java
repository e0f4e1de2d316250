package org.signet.dkim;

/// What comes of a signature, a key and a hash.
public sealed interface SignatureFinding {
  /// The key signed this hash.
  record Right() implements SignatureFinding {}

  /// The key signed another hash. Only RSA shows it.
  ///
  /// @param hash that hash, in Base64
  record OtherHash(String hash) implements SignatureFinding {}

  /// The key signed nothing of the kind.
  record Wrong() implements SignatureFinding {}
}

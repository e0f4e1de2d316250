package org.signet.dkim;

import java.math.BigInteger;
import java.util.Optional;

/// A public key, as numbers; nothing is yet said about its strength.
public sealed interface DkimPublicKey {
  /// RFC 6376 §3.6.1.
  ///
  /// @param bare whether the record holds an RSAPublicKey, as the text says, and not the
  ///     SubjectPublicKeyInfo that everybody publishes (erratum 3017 of RFC 4871)
  record Rsa(BigInteger modulus, BigInteger exponent, boolean bare) implements DkimPublicKey {
    @Override
    public String type() {
      return "rsa";
    }

    @Override
    public int bits() {
      return modulus.bitLength();
    }
  }

  /// RFC 8463 §4.
  ///
  /// @param octets the 32 octets of the key, one char each
  record Ed25519(String octets) implements DkimPublicKey {
    @Override
    public String type() {
      return "ed25519";
    }

    @Override
    public int bits() {
      return octets.length() * Byte.SIZE;
    }
  }

  /// The word in `k=`.
  String type();

  /// The size, as people name it: 2048 for RSA, 256 for Ed25519.
  int bits();

  /// Why nobody should rely on this key, where there is such a reason.
  default Optional<DkimOutcome.Flaw> flaw() {
    return switch (CryptoProviders.prepared(this)) {
      case PreparedKey.Flawed(var flaw) -> Optional.of(flaw);
      case PreparedKey.Ready _ -> Optional.empty();
    };
  }

  /// Whether this key signed this hash. A key with a flaw signed nothing.
  default SignatureFinding check(byte[] signature, HashAlgorithm algorithm, byte[] hash) {
    return switch (CryptoProviders.prepared(this)) {
      case PreparedKey.Flawed _ -> new SignatureFinding.Wrong();
      case PreparedKey.Ready ready -> ready.check(signature, algorithm, hash);
    };
  }
}

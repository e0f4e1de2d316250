package org.signet.dkim;

import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;

/// A private key that signs for a domain, with the public key that checks its signatures.
/// [KeyFile] reads and writes it, [KeyRecord] publishes it, [WeakKeys] says what is wrong with it.
///
/// The text form shows the public key alone, so that a log never holds the private one.
public sealed interface SigningKey {
  /// How signatures by this key are named in `a=`.
  DkimAlgorithm algorithm();

  /// What the domain publishes.
  DkimPublicKey publicKey();

  /// The key for a signature of the JDK or another provider.
  PrivateKey privateKey();

  /// The signature over a hash. RFC 6376 §3.3, RFC 8463 §3.
  ///
  /// @param sha256 the 32 octets of a SHA-256 hash
  default byte[] sign(byte[] sha256) {
    return HashSigner.sign(this, sha256);
  }

  /// RFC 6376 §3.3.1.
  record Rsa(RSAPrivateCrtKey privateKey, DkimPublicKey.Rsa publicKey) implements SigningKey {
    public Rsa {
      if (!privateKey.getModulus().equals(publicKey.modulus())
          || !privateKey.getPublicExponent().equals(publicKey.exponent())) {
        throw new IllegalArgumentException("the two halves of the key differ");
      }
    }

    /// With the public half that the private key holds.
    public static Rsa of(RSAPrivateCrtKey key) {
      return new Rsa(key, new DkimPublicKey.Rsa(key.getModulus(), key.getPublicExponent(), false));
    }

    @Override
    public DkimAlgorithm algorithm() {
      return DkimAlgorithm.RSA_SHA256;
    }

    @Override
    public String toString() {
      return "Rsa[" + KeyRecord.fingerprint(publicKey) + "]";
    }
  }

  /// RFC 8463 §3.
  ///
  /// @param seed the 32 octets that RFC 8032 calls the private key, one char each
  record Ed25519(String seed, EdECPrivateKey privateKey, DkimPublicKey.Ed25519 publicKey)
      implements SigningKey {
    @Override
    public DkimAlgorithm algorithm() {
      return DkimAlgorithm.ED25519_SHA256;
    }

    @Override
    public String toString() {
      return "Ed25519[" + KeyRecord.fingerprint(publicKey) + "]";
    }
  }

  /// A new key.
  static SigningKey make(KeyKind kind, SecureRandom chance) {
    return KeyMaker.make(kind, chance);
  }

  /// The Ed25519 key of 32 octets, one char each. RFC 8032 §5.1.5.
  ///
  /// @throws IllegalArgumentException where there are not 32
  static SigningKey.Ed25519 ofSeed(String seed) {
    return KeyMaker.ed25519(seed);
  }
}

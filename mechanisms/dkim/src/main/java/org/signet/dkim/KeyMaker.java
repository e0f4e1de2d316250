package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/// Makes keys.
final class KeyMaker {
  /// Octets of an Ed25519 private key. RFC 8032 §5.1.5.
  static final int SEED_OCTETS = 32;

  private KeyMaker() {}

  static SigningKey make(KeyKind kind, SecureRandom chance) {
    return switch (kind) {
      case RSA_2048, RSA_3072, RSA_4096 -> rsa(kind.bits(), chance);
      case ED25519 -> {
        var seed = new byte[SEED_OCTETS];
        chance.nextBytes(seed);
        yield ed25519(new String(seed, ISO_8859_1));
      }
    };
  }

  private static SigningKey rsa(int bits, SecureRandom chance) {
    try {
      var pairs = KeyPairGenerator.getInstance("RSA");
      pairs.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), chance);
      return SigningKey.Rsa.of((RSAPrivateCrtKey) pairs.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes RSA keys", e);
    }
  }

  static SigningKey.Ed25519 ed25519(String seed) {
    var octets = seed.getBytes(ISO_8859_1);
    if (octets.length != SEED_OCTETS) {
      throw new IllegalArgumentException("an Ed25519 private key has 32 octets");
    }
    // The JDK does not say the public half of a given private one.
    var point = new Ed25519PrivateKeyParameters(octets, 0).generatePublicKey().getEncoded();
    var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, octets);
    try {
      var key = (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(spec);
      return new SigningKey.Ed25519(
          seed, key, new DkimPublicKey.Ed25519(new String(point, ISO_8859_1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK knows Ed25519", e);
    }
  }
}

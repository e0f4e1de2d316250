package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import javax.crypto.Cipher;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Signs hashes: RSA by the JDK, which checks its own arithmetic against faults; Ed25519 by Bouncy
/// Castle, which is several times as fast.
final class HashSigner {
  private HashSigner() {}

  static byte[] sign(SigningKey key, byte[] sha256) {
    return switch (key) {
      case SigningKey.Rsa(var secret, var open) -> rsa(secret, open, sha256);
      case SigningKey.Ed25519(var seed, _, var open) -> ed25519(seed, open, sha256);
    };
  }

  /// RSASSA-PKCS1-v1_5. RFC 8017 §8.2.1
  private static byte[] rsa(RSAPrivateCrtKey key, DkimPublicKey.Rsa open, byte[] sha256) {
    try {
      var cipher = Cipher.getInstance(RsaKey.CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return cipher.doFinal(RsaKey.encoded(HashAlgorithm.SHA256, sha256, RsaKey.octets(open)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK signs with every sound RSA key", e);
    }
  }

  /// PureEdDSA over the hash. RFC 8463 §3, RFC 8032 §5.1.6
  private static byte[] ed25519(String seed, DkimPublicKey.Ed25519 open, byte[] sha256) {
    var signature = new byte[Ed25519Key.SIGNATURE_OCTETS];
    var secret = seed.getBytes(ISO_8859_1);
    var point = open.octets().getBytes(ISO_8859_1);
    Ed25519.sign(secret, 0, point, 0, sha256, 0, sha256.length, signature, 0);
    return signature;
  }
}

package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// An Ed25519 key, the signatures checked by Amazon's Corretto provider.
final class CorrettoEd25519Key implements PreparedKey.Ready {
  /// A SubjectPublicKeyInfo up to the key. RFC 8410 §4
  private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Provider provider;
  private final PublicKey key;

  private CorrettoEd25519Key(Provider provider, PublicKey key) {
    this.provider = provider;
    this.key = key;
  }

  static PreparedKey of(DkimPublicKey.Ed25519 octets, Provider provider) {
    return switch (Ed25519Key.of(octets)) {
      case PreparedKey.Flawed flawed -> flawed;
      case PreparedKey.Ready withoutCorretto -> {
        try {
          yield new CorrettoEd25519Key(provider, publicKey(octets));
        } catch (GeneralSecurityException _) {
          yield withoutCorretto;
        }
      }
    };
  }

  private static PublicKey publicKey(DkimPublicKey.Ed25519 key) throws GeneralSecurityException {
    var octets = key.octets().getBytes(ISO_8859_1);
    var encoded = Arrays.copyOf(INFO, INFO.length + octets.length);
    System.arraycopy(octets, 0, encoded, INFO.length, octets.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Override
  public SignatureFinding check(byte[] signature, HashAlgorithm algorithm, byte[] hash) {
    try {
      var verifier = Signature.getInstance("Ed25519", provider);
      verifier.initVerify(key);
      verifier.update(hash);
      return verifier.verify(signature)
          ? new SignatureFinding.Right()
          : new SignatureFinding.Wrong();
    } catch (GeneralSecurityException _) {
      return new SignatureFinding.Wrong();
    }
  }
}

package org.signet.dkim;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/// Opens PKCS#8 keys that are encrypted by PBES2 with PBKDF2 (RFC 8018 §6.2), as OpenSSL has
/// written them since 2016. The JDK's own reader is not used: it refuses passphrases beyond ASCII.
final class EncryptedKey {
  /// OpenSSL takes 2,048 rounds, careful people a million; a second's work or so is ours to give.
  static final long MOST_ITERATIONS = 10_000_000;

  private static final Map<ASN1ObjectIdentifier, Block> CIPHERS =
      Map.of(
          NISTObjectIdentifiers.id_aes128_CBC, new Block("AES", 128),
          NISTObjectIdentifiers.id_aes192_CBC, new Block("AES", 192),
          NISTObjectIdentifiers.id_aes256_CBC, new Block("AES", 256),
          PKCSObjectIdentifiers.des_EDE3_CBC, new Block("DESede", 192));

  private static final Map<ASN1ObjectIdentifier, String> HASHES =
      Map.of(
          PKCSObjectIdentifiers.id_hmacWithSHA1, "PBKDF2WithHmacSHA1",
          PKCSObjectIdentifiers.id_hmacWithSHA256, "PBKDF2WithHmacSHA256",
          PKCSObjectIdentifiers.id_hmacWithSHA384, "PBKDF2WithHmacSHA384",
          PKCSObjectIdentifiers.id_hmacWithSHA512, "PBKDF2WithHmacSHA512");

  /// A block cipher and the size of its key.
  private record Block(String name, int bits) {}

  private EncryptedKey() {}

  static KeyReading open(byte[] octets, String passphrase) {
    try {
      var info = EncryptedPrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(octets));
      var algorithm = info.getEncryptionAlgorithm();
      if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
        return foreign();
      }
      return open(
          PBES2Parameters.getInstance(algorithm.getParameters()),
          info.getEncryptedData(),
          passphrase);
    } catch (IOException | RuntimeException _) {
      return new KeyReading.Refused(
          new KeyProblem.Damaged("what stands in it is no encrypted private key"));
    }
  }

  private static KeyReading open(PBES2Parameters scheme, byte[] data, String passphrase) {
    var derivation = scheme.getKeyDerivationFunc();
    var cipher = Optional.ofNullable(CIPHERS.get(scheme.getEncryptionScheme().getAlgorithm()));
    if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2) || cipher.isEmpty()) {
      return foreign();
    }
    var rounds = PBKDF2Params.getInstance(derivation.getParameters());
    var hash = Optional.ofNullable(HASHES.get(rounds.getPrf().getAlgorithm()));
    if (hash.isEmpty()) {
      return foreign();
    }
    if (rounds.getIterationCount().bitLength() > 31
        || rounds.getIterationCount().longValue() > MOST_ITERATIONS) {
      return new KeyReading.Refused(new KeyProblem.TooManyIterations(MOST_ITERATIONS));
    }
    try {
      var bits = cipher.get().bits();
      var spec =
          new PBEKeySpec(
              passphrase.toCharArray(),
              rounds.getSalt(),
              rounds.getIterationCount().intValueExact(),
              bits);
      var secret = SecretKeyFactory.getInstance(hash.get()).generateSecret(spec).getEncoded();
      return understood(KeyOctets.pkcs8(decrypt(cipher.get(), scheme, secret, data)));
    } catch (BadPaddingException | IllegalBlockSizeException _) {
      return new KeyReading.Refused(new KeyProblem.PassphraseWrong());
    } catch (GeneralSecurityException _) {
      return foreign();
    }
  }

  private static byte[] decrypt(Block cipher, PBES2Parameters scheme, byte[] secret, byte[] data)
      throws GeneralSecurityException {
    var decryption = Cipher.getInstance(cipher.name() + "/CBC/PKCS5Padding");
    decryption.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(secret, cipher.name()),
        new IvParameterSpec(startOf(scheme.getEncryptionScheme())));
    return decryption.doFinal(data);
  }

  private static byte[] startOf(EncryptionScheme scheme) {
    return ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
  }

  /// One wrong passphrase in 256 gives octets that end like padding: they are no key then.
  private static KeyReading understood(KeyReading reading) {
    return reading instanceof KeyReading.Refused(KeyProblem.Damaged _)
        ? new KeyReading.Refused(new KeyProblem.PassphraseWrong())
        : reading;
  }

  private static KeyReading foreign() {
    return new KeyReading.Refused(new KeyProblem.ForeignForm(KeyProblem.Form.OTHER_ENCRYPTION));
  }
}

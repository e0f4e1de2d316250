package org.signet.dkim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;

/// An RSA key that checks PKCS #1 v1.5 signatures (RFC 8017 §8.2.2): the signature is raised to the
/// exponent, and the outcome must be, octet for octet, what the signer had to sign. Nothing in it
/// is parsed, so that garbage behind the hash, or a shorter padding, is no way to forge. Where all
/// but the hash fits, the key did sign, but another text.
final class RsaKey implements PreparedKey.Ready {
  static final String CIPHER = "RSA/ECB/NoPadding";

  /// The product of the odd primes below 1,000.
  private static final BigInteger SMALL_PRIMES = smallPrimes();

  /// Room for padding and the longest hash; that a key is strong enough was asked before.
  private static final int LEAST_BITS = 512;

  private static final int MOST_EXPONENT_BITS = 64;

  /// The DigestInfo of a hash, without the hash. RFC 8017 §9.2
  private static final byte[] SHA1 = HexFormat.of().parseHex("3021300906052b0e03021a05000414");

  private static final byte[] SHA256 =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  /// Raises a signature to the exponent. RFC 8017 §5.2.2, RSAVP1
  private interface Power {
    byte[] of(byte[] signature) throws GeneralSecurityException;
  }

  private final Power power;
  private final int octets;

  private RsaKey(Power power, int octets) {
    this.power = power;
    this.octets = octets;
  }

  /// A key that the JDK calculates with.
  static PreparedKey of(DkimPublicKey.Rsa key) {
    return flaw(key)
        .<PreparedKey>map(Flawed::new)
        .orElseGet(() -> new RsaKey(signature -> power(signature, key), octets(key)));
  }

  /// A key that this provider calculates with.
  static PreparedKey of(DkimPublicKey.Rsa key, Provider provider) {
    try {
      var spec = new RSAPublicKeySpec(key.modulus(), key.exponent());
      var made = KeyFactory.getInstance("RSA", provider).generatePublic(spec);
      return flaw(key)
          .<PreparedKey>map(Flawed::new)
          .orElseGet(() -> new RsaKey(power(provider, made), octets(key)));
    } catch (GeneralSecurityException _) {
      return of(key);
    }
  }

  private static byte[] power(byte[] signature, DkimPublicKey.Rsa key)
      throws GeneralSecurityException {
    var number = new BigInteger(1, signature);
    if (number.compareTo(key.modulus()) >= 0) {
      throw new SignatureException("the signature is not below the modulus");
    }
    var power = number.modPow(key.exponent(), key.modulus()).toByteArray();
    var padded = new byte[signature.length];
    int length = Math.min(power.length, padded.length);
    System.arraycopy(power, power.length - length, padded, padded.length - length, length);
    return padded;
  }

  private static Power power(Provider provider, PublicKey key) {
    return signature -> {
      var cipher = Cipher.getInstance(CIPHER, provider);
      cipher.init(Cipher.DECRYPT_MODE, key);
      return cipher.doFinal(signature);
    };
  }

  static int octets(DkimPublicKey.Rsa key) {
    return (key.bits() + Byte.SIZE - 1) / Byte.SIZE;
  }

  private static Optional<DkimOutcome.Flaw> flaw(DkimPublicKey.Rsa key) {
    var exponent = key.exponent();
    if (exponent.bitLength() > MOST_EXPONENT_BITS || !exponent.testBit(0) || isOne(exponent)) {
      return Optional.of(DkimOutcome.Flaw.EXPONENT);
    }
    return key.bits() < LEAST_BITS || isFactorable(key.modulus())
        ? Optional.of(DkimOutcome.Flaw.MODULUS)
        : Optional.empty();
  }

  private static boolean isOne(BigInteger exponent) {
    return exponent.equals(BigInteger.ONE);
  }

  private static boolean isFactorable(BigInteger modulus) {
    return !modulus.testBit(0)
        || !isOne(modulus.gcd(SMALL_PRIMES))
        || modulus.sqrtAndRemainder()[1].signum() == 0;
  }

  private static BigInteger smallPrimes() {
    var product = BigInteger.ONE;
    var prime = BigInteger.valueOf(3);
    while (prime.intValueExact() < 1_000) {
      product = product.multiply(prime);
      prime = prime.nextProbablePrime();
    }
    return product;
  }

  @Override
  public SignatureFinding check(byte[] signature, HashAlgorithm algorithm, byte[] hash) {
    if (signature.length != octets) {
      return new SignatureFinding.Wrong();
    }
    try {
      return compare(power.of(signature), algorithm, hash);
    } catch (GeneralSecurityException _) {
      return new SignatureFinding.Wrong();
    }
  }

  private SignatureFinding compare(byte[] signed, HashAlgorithm algorithm, byte[] hash) {
    var expected = encoded(algorithm, hash, octets);
    if (MessageDigest.isEqual(signed, expected)) {
      return new SignatureFinding.Right();
    }
    int start = octets - hash.length;
    if (Arrays.equals(signed, 0, start, expected, 0, start)) {
      var other = Arrays.copyOfRange(signed, start, octets);
      return new SignatureFinding.OtherHash(Base64.getEncoder().encodeToString(other));
    }
    return new SignatureFinding.Wrong();
  }

  /// EMSA-PKCS1-v1_5. RFC 8017 §9.2
  static byte[] encoded(HashAlgorithm algorithm, byte[] hash, int octets) {
    var info =
        switch (algorithm) {
          case SHA1 -> SHA1;
          case SHA256 -> SHA256;
        };
    var encoded = new byte[octets];
    int hashAt = octets - hash.length;
    int infoAt = hashAt - info.length;
    Arrays.fill(encoded, 2, infoAt - 1, (byte) 0xff);
    encoded[1] = 1;
    System.arraycopy(info, 0, encoded, infoAt, info.length);
    System.arraycopy(hash, 0, encoded, hashAt, hash.length);
    return encoded;
  }
}

package org.signet.dkim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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

  private final Provider provider;
  private final PublicKey key;
  private final int octets;

  private RsaKey(Provider provider, PublicKey key, int octets) {
    this.provider = provider;
    this.key = key;
    this.octets = octets;
  }

  /// @param factory who makes the key
  /// @param provider who calculates with it
  static PreparedKey of(DkimPublicKey.Rsa numbers, Provider factory, Provider provider) {
    var exponent = numbers.exponent();
    if (exponent.bitLength() > MOST_EXPONENT_BITS || !exponent.testBit(0) || isOne(exponent)) {
      return new PreparedKey.Flawed(DkimOutcome.Flaw.EXPONENT);
    }
    if (numbers.bits() < LEAST_BITS || isFactorable(numbers.modulus())) {
      return new PreparedKey.Flawed(DkimOutcome.Flaw.MODULUS);
    }
    try {
      var spec = new RSAPublicKeySpec(numbers.modulus(), exponent);
      var key = KeyFactory.getInstance("RSA", factory).generatePublic(spec);
      return new RsaKey(provider, key, (numbers.bits() + Byte.SIZE - 1) / Byte.SIZE);
    } catch (GeneralSecurityException _) {
      return new PreparedKey.Flawed(DkimOutcome.Flaw.MODULUS);
    }
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
    while (prime.bitLength() < 10) {
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
      var cipher = Cipher.getInstance(CIPHER, provider);
      cipher.init(Cipher.DECRYPT_MODE, key);
      return compare(cipher.doFinal(signature), algorithm, hash);
    } catch (GeneralSecurityException _) {
      return new SignatureFinding.Wrong();
    }
  }

  private SignatureFinding compare(byte[] signed, HashAlgorithm algorithm, byte[] hash) {
    var expected = encoded(algorithm, hash);
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
  private byte[] encoded(HashAlgorithm algorithm, byte[] hash) {
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

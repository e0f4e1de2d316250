package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/// Private keys as DER: PKCS#8 (RFC 5958) and PKCS#1 (RFC 8017 appendix A.1.2).
final class KeyOctets {
  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String ED25519 = "1.3.101.112";

  private static final Map<String, String> OTHER_TYPES =
      Map.of(
          "1.2.840.10045.2.1", "EC",
          "1.2.840.10040.4.1", "DSA",
          "1.2.840.113549.1.1.10", "RSA-PSS",
          "1.3.101.113", "Ed448",
          "1.3.101.110", "X25519");

  private static final KeyReading NO_KEY =
      new KeyReading.Refused(new KeyProblem.Damaged("what stands in it is no private key"));

  private KeyOctets() {}

  static KeyReading pkcs8(byte[] octets) {
    try {
      return read(PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(octets)));
    } catch (IOException | RuntimeException _) {
      // Bouncy Castle tells damage by several unchecked exceptions.
      return NO_KEY;
    }
  }

  private static KeyReading read(PrivateKeyInfo info) throws IOException {
    var type = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    if (type.equals(RSA)) {
      return rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
    }
    if (type.equals(ED25519)) {
      return ed25519(info);
    }
    return new KeyReading.Refused(
        new KeyProblem.WrongType(OTHER_TYPES.getOrDefault(type, "with the identifier " + type)));
  }

  static KeyReading pkcs1(byte[] octets) {
    try {
      return rsa(RSAPrivateKey.getInstance(ASN1Primitive.fromByteArray(octets)));
    } catch (IOException | RuntimeException _) {
      return NO_KEY;
    }
  }

  /// RFC 8410 §7: the octets in a string within the string; the public half may stand behind.
  private static KeyReading ed25519(PrivateKeyInfo info) throws IOException {
    var seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
    if (seed.length != KeyMaker.SEED_OCTETS) {
      return NO_KEY;
    }
    var key = SigningKey.ofSeed(new String(seed, ISO_8859_1));
    if (info.hasPublicKey()) {
      var named = new String(info.getPublicKeyData().getOctets(), ISO_8859_1);
      if (!named.equals(key.publicKey().octets())) {
        return new KeyReading.Refused(new KeyProblem.Inconsistent());
      }
    }
    return new KeyReading.Read(key);
  }

  private static KeyReading rsa(RSAPrivateKey numbers) {
    int bits = numbers.getModulus().bitLength();
    if (bits > DkimLimits.HARD_MOST_RSA_BITS) {
      return new KeyReading.Refused(
          new KeyProblem.TooManyBits(bits, DkimLimits.HARD_MOST_RSA_BITS));
    }
    if (!isConsistent(numbers)) {
      return new KeyReading.Refused(new KeyProblem.Inconsistent());
    }
    var spec =
        new RSAPrivateCrtKeySpec(
            numbers.getModulus(),
            numbers.getPublicExponent(),
            numbers.getPrivateExponent(),
            numbers.getPrime1(),
            numbers.getPrime2(),
            numbers.getExponent1(),
            numbers.getExponent2(),
            numbers.getCoefficient());
    try {
      var key = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
      return new KeyReading.Read(SigningKey.Rsa.of(key));
    } catch (GeneralSecurityException _) {
      // The JDK makes no key of fewer than 512 bits.
      return new KeyReading.Refused(new KeyProblem.TooFewBits(bits, DkimLimits.LEAST_RSA_BITS));
    }
  }

  /// RFC 8017 §3.2: n = p·q; e·d ≡ 1, e·dP ≡ 1 (mod p − 1), e·dQ ≡ 1 (mod q − 1), q·qInv ≡ 1
  /// (mod p). A signature by a key of which one of these is false verifies with no key, and may
  /// give the primes away.
  private static boolean isConsistent(RSAPrivateKey key) {
    var p = key.getPrime1();
    var q = key.getPrime2();
    var e = key.getPublicExponent();
    if (p.signum() <= 0 || q.signum() <= 0 || !p.multiply(q).equals(key.getModulus())) {
      return false;
    }
    var below = BigInteger.ONE;
    var p1 = p.subtract(below);
    var q1 = q.subtract(below);
    return p1.signum() > 0
        && q1.signum() > 0
        && isOne(e.multiply(key.getPrivateExponent()), p1)
        && isOne(e.multiply(key.getPrivateExponent()), q1)
        && isOne(e.multiply(key.getExponent1()), p1)
        && isOne(e.multiply(key.getExponent2()), q1)
        && isOne(q.multiply(key.getCoefficient()), p);
  }

  private static boolean isOne(BigInteger number, BigInteger modulus) {
    return number.subtract(BigInteger.ONE).mod(modulus).signum() == 0;
  }

  /// The form of octets without text around them; empty where they are no DER at all.
  static Optional<KeyProblem.Form> formOf(byte[] octets) {
    try {
      var first = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(octets)).getObjectAt(0);
      // PKCS#12 is version 3; a private key is version 0 or 1.
      return Optional.of(
          first instanceof ASN1Integer version && version.hasValue(3)
              ? KeyProblem.Form.PKCS12
              : KeyProblem.Form.DER);
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }
}

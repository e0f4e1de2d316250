package org.signet.dkim;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// Reads an RSA public key in DER: the SubjectPublicKeyInfo of RFC 5280 §4.1, which everybody
/// publishes, or the bare RSAPublicKey of RFC 8017 §A.1.1, which RFC 6376 names. Nothing may follow
/// it.
final class RsaDer {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int SEQUENCE = 0x30;

  /// The AlgorithmIdentifier rsaEncryption with the parameters NULL.
  private static final byte[] RSA = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  private final byte[] octets;
  private int at;

  /// Whether the text stopped following its grammar; from then on what is read means nothing.
  private boolean broken;

  private RsaDer(byte[] octets) {
    this.octets = octets;
  }

  static Optional<DkimPublicKey> read(byte[] octets) {
    var der = new RsaDer(octets);
    int end = der.enter(SEQUENCE);
    der.broken |= end != octets.length;
    boolean bare = der.peek() == INTEGER;
    if (!bare) {
      der.skipAlgorithm();
      der.broken |= der.enter(BIT_STRING) != end || der.next() != 0;
      der.broken |= der.enter(SEQUENCE) != end;
    }
    var modulus = der.integer();
    var exponent = der.integer();
    der.broken |= der.at != octets.length;
    return der.broken ? Optional.empty() : Optional.of(rsa(modulus, exponent, bare));
  }

  private static DkimPublicKey rsa(BigInteger modulus, BigInteger exponent, boolean bare) {
    return new DkimPublicKey.Rsa(modulus, exponent, bare);
  }

  private void skipAlgorithm() {
    int end = at + RSA.length;
    broken |= end > octets.length || !Arrays.equals(octets, at, end, RSA, 0, RSA.length);
    at = broken ? octets.length : end;
  }

  /// Reads a tag and a length; answers where the contents end.
  private int enter(int tag) {
    broken |= next() != tag;
    int length = next();
    if (length > 0x7f) {
      int count = length & 0x7f;
      broken |= count == 0 || count > 2 || peek() == 0;
      length = 0;
      for (int i = 0; i < count && !broken; i++) {
        length = length << Byte.SIZE | next();
      }
      broken |= length < 0x80;
    }
    broken |= length < 0 || length > octets.length - at;
    return at + length;
  }

  /// Reads a positive INTEGER.
  private BigInteger integer() {
    int end = enter(INTEGER);
    if (broken || end == at || octets[at] < 0) {
      broken = true;
      return BigInteger.ZERO;
    }
    var value = new BigInteger(1, octets, at, end - at);
    at = end;
    return value;
  }

  private int peek() {
    return at < octets.length ? octets[at] & 0xff : -1;
  }

  private int next() {
    int octet = peek();
    at = Math.min(at + 1, octets.length);
    return octet;
  }
}

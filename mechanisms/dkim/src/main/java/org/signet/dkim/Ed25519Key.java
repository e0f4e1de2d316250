package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.util.Set;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 key that checks PureEdDSA signatures over a hash (RFC 8463 §3, RFC 8032 §5.1.7), by
/// Bouncy Castle, which is eight times as fast as the JDK.
///
/// A point of small order as a key lets anybody sign everything, and no library can be trusted to
/// refuse it: so the five y-coordinates of such points are refused here, and any that is not below
/// p.
final class Ed25519Key implements PreparedKey.Ready {
  static final int SIGNATURE_OCTETS = 64;

  /// p = 2²⁵⁵ − 19
  private static final BigInteger FIELD =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /// One of the two y-coordinates of the points of order 8; the other is its negative.
  private static final BigInteger ORDER_EIGHT =
      new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

  private static final Set<BigInteger> SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          FIELD.subtract(BigInteger.ONE),
          ORDER_EIGHT,
          FIELD.subtract(ORDER_EIGHT));

  private final Ed25519.PublicPoint point;

  private Ed25519Key(Ed25519.PublicPoint point) {
    this.point = point;
  }

  static PreparedKey of(DkimPublicKey.Ed25519 key) {
    var y = yOf(key);
    var point = Ed25519.validatePublicKeyPartialExport(key.octets().getBytes(ISO_8859_1), 0);
    if (y.compareTo(FIELD) >= 0 || SMALL_ORDER.contains(y) || point == null) {
      return new PreparedKey.Flawed(DkimOutcome.Flaw.POINT);
    }
    return new Ed25519Key(point);
  }

  /// The y-coordinate: the octets from the last to the first, without the sign of x.
  private static BigInteger yOf(DkimPublicKey.Ed25519 key) {
    var bigEndian = new StringBuilder(key.octets()).reverse().toString().getBytes(ISO_8859_1);
    return new BigInteger(1, bigEndian).clearBit(255);
  }

  @Override
  public SignatureFinding check(byte[] signature, HashAlgorithm algorithm, byte[] hash) {
    var holds =
        signature.length == SIGNATURE_OCTETS
            && Ed25519.verify(signature, 0, point, hash, 0, hash.length);
    return holds ? new SignatureFinding.Right() : new SignatureFinding.Wrong();
  }
}

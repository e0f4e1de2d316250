package org.signet.dane;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// How the selected part is compared (RFC 6698 §2.1.3, RFC 7218 §2.3). A later
/// digest is the stronger one (RFC 7671 §9).
public enum Matching {
  /// Octet by octet.
  FULL(0),
  SHA2_256(1),
  SHA2_512(2);

  private final int number;

  Matching(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  static Optional<Matching> numbered(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
  }

  /// What a record holds for these octets, one char per octet.
  String of(byte[] octets) {
    return new String(
        switch (this) {
          case FULL -> octets;
          case SHA2_256 -> digest("SHA-256", octets);
          case SHA2_512 -> digest("SHA-512", octets);
        },
        ISO_8859_1);
  }

  private static byte[] digest(String algorithm, byte[] octets) {
    try {
      return MessageDigest.getInstance(algorithm).digest(octets);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// As RFC 7218 writes it: `SHA2-256(1)`.
  @Override
  public String toString() {
    return name().replace('_', '-') + "(" + number + ")";
  }
}

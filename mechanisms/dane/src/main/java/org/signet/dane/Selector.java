package org.signet.dane;

import java.util.Arrays;
import java.util.Optional;

/// Which part of a certificate a TLSA record matches (RFC 6698 §2.1.2, RFC 7218 §2.2).
public enum Selector {
  /// All of it.
  CERT(0),
  /// Its public key (SubjectPublicKeyInfo), which a renewed certificate may keep.
  SPKI(1);

  private final int number;

  Selector(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  static Optional<Selector> numbered(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
  }

  /// The octets of that part of a certificate in DER.
  byte[] octets(byte[] certificate) {
    return switch (this) {
      case CERT -> certificate;
      case SPKI -> Der.publicKeyOctets(certificate);
    };
  }

  /// As RFC 7218 writes it: `SPKI(1)`.
  @Override
  public String toString() {
    return name().replace('_', '-') + "(" + number + ")";
  }
}

package org.signet.dane;

import java.util.Arrays;
import java.util.Optional;

/// Which certificate of a chain a TLSA record is about, and what else is asked of it (RFC 6698
/// §2.1.1, RFC 7218 §2.1).
public enum Usage {
  /// A certificate authority, in a chain that ends at an authority the client trusts anyway.
  PKIX_TA(0),
  /// The server's certificate, in such a chain.
  PKIX_EE(1),
  /// A certificate authority, which is trusted for this host by the record alone.
  DANE_TA(2),
  /// The server's certificate, which needs nothing else.
  DANE_EE(3);

  private final int number;

  Usage(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  static Optional<Usage> numbered(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
  }

  /// As RFC 7218 writes it: `DANE-EE(3)`.
  @Override
  public String toString() {
    return name().replace('_', '-') + "(" + number + ")";
  }
}

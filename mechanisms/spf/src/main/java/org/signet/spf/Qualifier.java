package org.signet.spf;

/// What a directive says of a client that it matches. RFC 7208 §4.6.2
public enum Qualifier {
  PASS('+'),
  FAIL('-'),
  SOFTFAIL('~'),
  NEUTRAL('?');

  private final char sign;

  Qualifier(char sign) {
    this.sign = sign;
  }

  public char sign() {
    return sign;
  }
}

package org.signet.mtasts;

/// What a policy asks of a host that does not hold to it. RFC 8461 §3.2, §5
public enum Mode {
  /// No mail may go to such a host.
  ENFORCE("enforce"),
  /// Mail goes there; it is only reported.
  TESTING("testing"),
  /// There is no policy any more.
  NONE("none");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /// The word in a policy.
  public String word() {
    return word;
  }
}

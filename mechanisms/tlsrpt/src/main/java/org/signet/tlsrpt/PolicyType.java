package org.signet.tlsrpt;

/// What kind of policy was applied (RFC 8460 §4.4), by its word. Reports of others can hold any.
public record PolicyType(String word) {
  /// TLSA records: DANE.
  public static final PolicyType TLSA = new PolicyType("tlsa");

  /// MTA-STS.
  public static final PolicyType STS = new PolicyType("sts");

  /// There was none.
  public static final PolicyType NO_POLICY_FOUND = new PolicyType("no-policy-found");

  /// Whether the standard knows the word.
  public boolean isKnown() {
    return equals(TLSA) || equals(STS) || equals(NO_POLICY_FOUND);
  }
}

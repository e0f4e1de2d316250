package org.signet.dns;

/// What is known about an answer's DNSSEC standing (RFC 4035 §4.3). A bogus answer is no answer: it
/// is an [Answer.Failed] with [Answer.Cause#BOGUS].
public enum Security {
  /// A chain of signatures from a trust anchor to the answer was validated.
  SECURE,
  /// It was validated that there is no such chain.
  INSECURE,
  /// Nobody validated.
  UNCHECKED;

  /// The weaker of both: that of an answer of two parts.
  Security and(Security other) {
    return compareTo(other) >= 0 ? this : other;
  }
}

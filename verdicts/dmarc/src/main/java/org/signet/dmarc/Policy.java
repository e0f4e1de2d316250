package org.signet.dmarc;

import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// What a domain owner asks to be done with mail that uses the domain's name and does not pass
/// (RFC 9989 §4.7, "Domain Owner Assessment Policy"). The later, the stricter.
public enum Policy {
  /// No preference.
  NONE("none"),
  /// Treat it as suspicious.
  QUARANTINE("quarantine"),
  /// Treat it as not ours.
  REJECT("reject");

  private final String word;

  Policy(String word) {
    this.word = word;
  }

  /// As it is written in a record and in reports.
  public String word() {
    return word;
  }

  /// One level below: what a record with `t=y` asks for.
  Policy softened() {
    return this == REJECT ? QUARANTINE : NONE;
  }

  /// The policy of this word, ASCII letters in either case (§4.8).
  static Optional<Policy> of(String word) {
    for (var policy : values()) {
      if (Ascii.equalsIgnoreCase(policy.word, word)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}

package org.signet.dns;

import java.time.Duration;
import java.time.Instant;

/// How long a signed answer may be kept: no longer than its zone signed it for (RFC 4035 §5.3.3).
final class SignedTerm {
  private SignedTerm() {}

  /// The answer with a TTL that ends with its signatures.
  static <R extends Rdata> Answer<R> shortened(Answer<R> answer, Instant now) {
    if (!(answer instanceof Answer.Found<R>(var owner, var records, var source))) {
      return answer;
    }
    var ttl = source.ttl();
    for (var signature : source.signatures()) {
      ttl = least(ttl, Duration.ofSeconds(signature.originalTtl()));
      ttl = least(ttl, Duration.between(now, signature.expiration()));
    }
    var kept = ttl.isNegative() ? Duration.ZERO : ttl;
    return new Answer.Found<>(
        owner,
        records,
        new Answer.Source(source.security(), kept, source.aliases(), source.signatures()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}

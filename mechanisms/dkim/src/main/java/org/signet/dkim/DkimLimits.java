package org.signet.dkim;

import java.time.Duration;
import java.util.Set;

/// What checking the signatures of one message may cost, and which keys count.
///
/// @param signatures signatures that are checked; the rest is [DkimOutcome.NotEvaluated]
/// @param leastRsaBits RFC 8301 §3.2
/// @param mostRsaBits RFC 8301 §3.2
/// @param skew how far the signer's clock and ours may be apart
/// @param compromised keys that count as no key although published, each as the Base64 of its `p=`
public record DkimLimits(
    int signatures, int leastRsaBits, int mostRsaBits, Duration skew, Set<String> compromised) {
  /// Enough for an author, a list, and their providers; RFC 6376 §8.4 asks for a limit.
  public static final int MOST_SIGNATURES = 10;

  /// Shorter keys MUST NOT count. RFC 8301 §3.2.
  public static final int LEAST_RSA_BITS = 1024;

  /// The largest that verifiers MUST be able to check. RFC 8301 §3.2.
  public static final int MOST_RSA_BITS = 4096;

  /// Below this a key passes with a reservation. RFC 8301 §3.2.
  public static final int STRONG_RSA_BITS = 2048;

  /// Larger keys are refused whatever is configured: the cost grows with the cube.
  public static final int HARD_MOST_RSA_BITS = 8192;

  public static final Duration SKEW = Duration.ofMinutes(5);

  public DkimLimits {
    compromised = Set.copyOf(compromised);
    if (leastRsaBits < LEAST_RSA_BITS || mostRsaBits > HARD_MOST_RSA_BITS) {
      throw new IllegalArgumentException("RSA keys of 1024 to 8192 bits can be allowed");
    }
  }

  public static DkimLimits standard() {
    return new DkimLimits(MOST_SIGNATURES, LEAST_RSA_BITS, MOST_RSA_BITS, SKEW, Set.of());
  }
}

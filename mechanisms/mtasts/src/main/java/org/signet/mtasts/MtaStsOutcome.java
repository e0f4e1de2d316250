package org.signet.mtasts;

import java.util.Optional;

/// What a domain's MTA-STS comes to for mail that goes there now.
public sealed interface MtaStsOutcome {
  /// There is a policy, and it holds.
  ///
  /// @param unconfirmed why the domain could not be asked whether it still does; the policy holds
  ///     all the same until it expires (RFC 8461 §5.1)
  record Policy(CachedPolicy held, Optional<Undiscovered> unconfirmed) implements MtaStsOutcome {
    public Mode mode() {
      return held.policy().mode();
    }
  }

  /// There is none: mail is sent as though MTA-STS did not exist, whatever the reason. RFC 8461
  /// §3.1, §3.3
  record NoPolicy(Undiscovered why) implements MtaStsOutcome {}

  /// The policy, where it is one that forbids delivery to other hosts and without TLS that holds.
  default Optional<MtaStsPolicy> enforced() {
    return this instanceof Policy policy && policy.mode() == Mode.ENFORCE
        ? Optional.of(policy.held().policy())
        : Optional.empty();
  }
}

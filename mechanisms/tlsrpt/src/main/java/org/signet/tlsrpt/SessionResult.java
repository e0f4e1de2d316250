package org.signet.tlsrpt;

import java.util.Optional;

/// What became of one session, or of the attempt at one, under one policy.
///
/// @param failure empty where the session did as the policy asks
public record SessionResult(Policy policy, Optional<Failure> failure) {
  public static SessionResult success(Policy policy) {
    return new SessionResult(policy, Optional.empty());
  }

  public static SessionResult failure(Policy policy, Failure failure) {
    return new SessionResult(policy, Optional.of(failure));
  }
}

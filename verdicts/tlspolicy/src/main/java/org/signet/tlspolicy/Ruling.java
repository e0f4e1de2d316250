package org.signet.tlspolicy;

import java.time.Instant;
import org.signet.foundation.text.Domain;

/// What the operator demands for a domain's mail, whatever its policies say, until a day: a way
/// past a policy that is broken.
///
/// @param domain this domain alone, not those below it
/// @param until it holds before that moment
public record Ruling(Domain domain, Level level, Instant until) {
  /// What is demanded of every host.
  public enum Level {
    /// TLS where it is offered.
    OPPORTUNISTIC,
    /// TLS, with any certificate.
    ENCRYPTED
  }

  /// Whether it is about this domain, and holds.
  boolean holdsFor(Domain other, Instant at) {
    return domain.equals(other) && at.isBefore(until);
  }
}

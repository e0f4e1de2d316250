package org.signet.guard.tls;

import java.time.Duration;
import org.signet.foundation.text.Domain;

/// Who hears what Postfix is told, for logs and metrics. Called by many threads at once.
public interface TlsPolicyNews {
  /// Postfix asked about a domain, and was told this.
  default void told(Domain domain, PostfixAnswer answer) {}

  /// A domain was looked up.
  ///
  /// @param took how long that was
  default void lookedUp(Domain domain, PostfixAnswer answer, Duration took) {}

  /// Postfix was told to wait, since the look-up takes too long; it goes on.
  default void late(Domain domain) {}

  /// A bug, or a connection that could not be accepted.
  default void failed(Throwable why) {}
}

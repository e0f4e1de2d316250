package org.signet.dns;

import java.time.Duration;
import org.signet.foundation.text.Domain;

/// The one question that a check may ask of the DNS. Blocks until there is an answer, follows
/// CNAMEs, and never throws for what the network did. Implementations are safe for many threads.
///
/// An interrupt while waiting is an [Answer.Failed] with [Answer.Cause#TIMEOUT], and the thread
/// stays interrupted.
@FunctionalInterface
public interface Resolver {
  <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type);

  /// This resolver with a deadline: a question that is not answered within `patience` from now, or
  /// is asked after that, fails with [Answer.Cause#TIMEOUT].
  default Resolver within(Duration patience) {
    return this;
  }
}

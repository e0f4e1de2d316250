package org.signet.spf;

import java.time.InstantSource;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.spf.SpfOutcome.PermError;
import org.signet.spf.SpfOutcome.TempError;

/// The questions of one check to the DNS, and their limits. RFC 7208 §4.6.4
///
/// A term that asks counts once, and once more as void where any of its questions finds nothing.
/// The standard limits the number of terms in both cases; to count the single questions of an `mx`
/// would refuse genuine mail over IPv6 where the mail hosts have only IPv4 addresses.
final class Questions {
  private final Resolver dns;
  private final InstantSource clock;
  private final SpfLimits limits;
  private final long deadline;

  private int lookups;
  private int voidLookups;
  private boolean countsVoid;

  Questions(Resolver dns, InstantSource clock, SpfLimits limits) {
    this.dns = dns.within(limits.patience());
    this.clock = clock;
    this.limits = limits;
    this.deadline = clock.millis() + limits.patience().toMillis();
  }

  int lookups() {
    return lookups;
  }

  int voidLookups() {
    return voidLookups;
  }

  /// Counts one more term that asks; false where one more is not allowed.
  boolean startTerm() {
    if (lookups >= limits.lookups()) {
      return false;
    }
    lookups++;
    countsVoid = true;
    return true;
  }

  /// From here on nothing counts: the result is known, and only its explanation is looked for.
  void stopCounting() {
    countsVoid = false;
  }

  <R extends Rdata> Query<R> ask(Domain name, Type<R> type) {
    var answer =
        isLate()
            ? new Answer.Failed<R>(Answer.Cause.TIMEOUT, "the check took too long")
            : dns.lookup(name, type);
    if (countsVoid && isVoid(answer)) {
      voidLookups++;
      countsVoid = false;
    }
    return new Query<>(name, type, answer);
  }

  private boolean isLate() {
    return clock.millis() >= deadline;
  }

  private static boolean isVoid(Answer<?> answer) {
    return answer instanceof Answer.NoData<?> || answer instanceof Answer.NoSuchName<?>;
  }

  /// Why the check cannot go on after this question.
  Optional<SpfOutcome.Unfinished> error(Query<?> query) {
    return query.answer() instanceof Answer.Failed<?> failed
        ? Optional.of(unanswered(query, failed))
        : error();
  }

  /// Why the check cannot go on, whatever was answered.
  Optional<SpfOutcome.Unfinished> error() {
    return voidLookups > limits.voidLookups()
        ? Optional.of(new PermError.TooManyVoidLookups(limits.voidLookups()))
        : Optional.empty();
  }

  SpfOutcome.Unfinished unanswered(Query<?> query, Answer.Failed<?> failed) {
    return isLate()
        ? new TempError.OutOfTime(limits.patience())
        : new TempError.Unanswered(query.name(), query.type(), failed);
  }

  SpfOutcome.Unfinished tooManyTerms() {
    return new PermError.TooManyLookups(limits.lookups());
  }
}

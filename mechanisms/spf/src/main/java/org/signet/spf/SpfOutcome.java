package org.signet.spf;

import java.time.Duration;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Problem;

/// What a check came to, with what only that case has. RFC 7208 §2.6, in its order.
public sealed interface SpfOutcome {
  /// There is nothing to check: no usable domain, or no record. §2.6.1
  record None(NoneReason reason) implements SpfOutcome {}

  /// The domain says that it does not say; to be treated like [None]. §2.6.2, §8.2
  ///
  /// @param by the directive that matched; empty where none did
  record Neutral(Optional<Directive> by) implements SpfOutcome {}

  /// The client may send for the domain. §2.6.3
  record Pass(Directive by) implements SpfOutcome {}

  /// The client may not send for the domain. §2.6.4
  ///
  /// @param explanation what the domain says about it (`exp=`): a stranger's words, printable ASCII
  ///     in one line of at most [SpfLimits#EXPLANATION_CHARS] chars
  record Fail(Directive by, Optional<String> explanation) implements SpfOutcome {}

  /// The client probably may not send for the domain. §2.6.5
  record SoftFail(Directive by) implements SpfOutcome {}

  /// The check could not be finished. §2.6.6, §2.6.7
  sealed interface Unfinished extends SpfOutcome {}

  /// Something that may be gone at the next try. §2.6.6
  sealed interface TempError extends Unfinished {
    /// The DNS did not answer a question. §4.4, §5
    record Unanswered(Domain name, Type<?> type, Answer.Failed<?> failed) implements TempError {}

    /// The whole check took longer than is allowed. §4.6.4
    record OutOfTime(Duration allowed) implements TempError {}
  }

  /// Something that the domain's owner must mend. §2.6.7
  sealed interface PermError extends Unfinished {
    /// A record does not follow its grammar. §4.6
    record Syntax(Domain domain, Problem problem) implements PermError {}

    /// A domain has more than one record. §4.5
    record SeveralRecords(Domain domain, int count) implements PermError {}

    /// An `include` names a domain that has no record. §5.2
    record IncludeWithoutRecord(Directive by, Target target) implements PermError {}

    /// A `redirect` names a domain that has no record. §6.1
    record RedirectWithoutRecord(Modifier.Redirect by, Target target) implements PermError {}

    /// More terms than allowed would ask the DNS. §4.6.4
    record TooManyLookups(int allowed) implements PermError {}

    /// The questions of more terms than allowed found nothing. §4.6.4
    record TooManyVoidLookups(int allowed) implements PermError {}

    /// The target of an `mx` has more mail hosts than allowed. §4.6.4
    record TooManyExchanges(Domain domain, int count, int allowed) implements PermError {}
  }

  /// The result word of RFC 8601 §2.7.2.
  default String word() {
    return switch (this) {
      case None _ -> "none";
      case Neutral _ -> "neutral";
      case Pass _ -> "pass";
      case Fail _ -> "fail";
      case SoftFail _ -> "softfail";
      case TempError _ -> "temperror";
      case PermError _ -> "permerror";
    };
  }
}

package org.signet.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.signet.dmarc.Discovery;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.DmarcVerdict;
import org.signet.dmarc.Identifier;
import org.signet.dmarc.Policy;
import org.signet.foundation.text.Domain;
import org.signet.message.Ambiguity;
import org.signet.spf.SpfResult;

/// Why a message is handled as it is, with what was seen.
public sealed interface Reason {
  /// It is not for us to judge it.
  record NotJudged(Direction direction) implements Reason {}

  /// The author's domain is authenticated.
  record Authenticated() implements Reason {}

  /// The author's domain asks for nothing.
  record NothingAsked(Domain author, Discovery why) implements Reason {}

  /// The author's domain is not authenticated.
  ///
  /// @param asked what its owner asks for, one level less while testing (RFC 9989 §4.7, `t=y`)
  /// @param softening why it is not rejected all the same, where that is asked for
  record Failed(DmarcVerdict verdict, Policy asked, Optional<Softening> softening)
      implements Reason {}

  /// The domain of MAIL FROM says that no host sends mail for it: its whole record is
  /// `v=spf1 -all`.
  ///
  /// @param softening why it is not rejected all the same
  record SendsNoMail(Domain domain, SpfResult spf, Optional<Softening> softening)
      implements Reason {}

  /// Programs may disagree about who the author is, or there is none.
  ///
  /// @param enforcing a domain that some reader could take for the author's, and that asks for
  ///     consequences
  /// @param softening why it is not rejected all the same
  record AuthorUnclear(
      List<Ambiguity> ambiguities, Optional<Guess> enforcing, Optional<Softening> softening)
      implements Reason {
    public AuthorUnclear {
      ambiguities = List.copyOf(ambiguities);
    }
  }

  /// A domain that could be the author's.
  record Guess(Domain domain, Policy asked) {}

  /// It could not be determined now, and that matters, because the author's domain asks for
  /// consequences.
  ///
  /// @param asked empty where that is unknown too
  record Undetermined(Domain author, DmarcOutcome.Trouble trouble, Optional<Policy> asked)
      implements Reason {}

  /// It could not be determined, again and again.
  ///
  /// @param waited since the first time for this network, sender and recipients
  record StillUndetermined(Undetermined what, Duration waited) implements Reason {}

  /// It could not be determined, and neither can most other mail: our own view of the DNS is
  /// broken.
  record OwnFault(Undetermined what, OwnFaults.Share failing) implements Reason {}

  /// It could not be determined, and that does not matter.
  record Immaterial(Domain author, DmarcOutcome.Trouble trouble, Because why) implements Reason {
    /// Why it does not.
    public sealed interface Because {
      /// What is authenticated is the author's very name: aligned, whatever the policy says.
      record SameName(Identifier identifier) implements Because {}

      /// The owner asks for no consequence: so says the record, or it said when last seen.
      record NothingEnforced() implements Because {}
    }
  }

  /// The questions that a message may cost were spent before it was determined.
  record OverBudget(Domain author, Domain unasked, Optional<Softening> softening)
      implements Reason {}

  /// The operator excepts it.
  ///
  /// @param otherwise what would have been done
  record Exempted(Exemption by, Handling otherwise) implements Reason {}

  /// Why a rejection that was asked for becomes a quarantine.
  sealed interface Softening {
    /// Verified evidence shows that the message came by way of somebody who changes messages.
    record Indirect(IndirectEvidence evidence) implements Softening {}

    /// The operator follows RFC 9989 §7.4 to the letter: a policy alone never rejects.
    record Strict9989() implements Softening {}

    /// A host of ours has accepted it already.
    record AlreadyAccepted() implements Softening {}
  }
}

package org.signet.dmarc;

import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;
import org.signet.message.Ambiguity;

/// What DMARC comes to (RFC 9989 §9.2).
public sealed interface DmarcOutcome {
  /// The result in the words of RFC 8601, as reports and header fields write it.
  default String word() {
    return switch (this) {
      case None _ -> "none";
      case Pass _ -> "pass";
      case Fail _ -> "fail";
      case TempError _ -> "temperror";
      case PermError _ -> "permerror";
    };
  }

  /// The author's domain asks for nothing: no record applies, or none that can be used.
  record None(Discovery why) implements DmarcOutcome {}

  /// The author's domain is authenticated.
  ///
  /// @param aligned the identifiers that authenticate it, at least one
  record Pass(List<Identifier> aligned) implements DmarcOutcome {
    public Pass {
      aligned = List.copyOf(aligned);
    }
  }

  /// The author's domain is not authenticated.
  record Fail(Discovery.Demand demand) implements DmarcOutcome {}

  /// It could not be determined now; trying again later may tell.
  record TempError(Trouble trouble) implements DmarcOutcome {}

  /// It cannot be determined, now or later.
  record PermError(Fault fault) implements DmarcOutcome {}

  /// What could not be determined, and mattered.
  sealed interface Trouble {
    /// Whether there is a policy.
    record PolicyUnknown(TreeWalk.Step unanswered) implements Trouble {}

    /// Whether these identifiers, which passed or may pass, belong to the author's organisation.
    record AlignmentUnknown(List<Identifier> identifiers, TreeWalk.Step unanswered)
        implements Trouble {
      public AlignmentUnknown {
        identifiers = List.copyOf(identifiers);
      }
    }

    /// Whether these aligned identifiers are authenticated.
    record IdentifiersUnknown(List<Identifier> identifiers) implements Trouble {
      public IdentifiersUnknown {
        identifiers = List.copyOf(identifiers);
      }
    }

    /// Whether the author's domain exists, and so which policy is asked for.
    record ExistenceUnknown(Answer.Failed<Rdata.Txt> failure) implements Trouble {}
  }

  /// Why it cannot be determined.
  sealed interface Fault {
    /// Readers of the message may disagree about who its author is.
    record AmbiguousAuthor(List<Ambiguity> ambiguities) implements Fault {
      public AmbiguousAuthor {
        ambiguities = List.copyOf(ambiguities);
      }
    }

    /// The author has no domain.
    record NoAuthorDomain() implements Fault {}

    /// The queries that a message may cost were spent before this name was asked.
    record TooManyQueries(Domain unasked) implements Fault {}
  }
}

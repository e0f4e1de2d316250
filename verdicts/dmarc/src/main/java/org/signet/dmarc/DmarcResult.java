package org.signet.dmarc;

import java.util.List;
import java.util.Optional;
import org.signet.message.Author;

/// DMARC for a message (RFC 9989 §5.3).
///
/// @param author who the message says wrote it
/// @param verdicts one for each author domain that was evaluated: one for a sound message; more
///     where there are several authors, or where readers may disagree about who it is
/// @param outcome what it comes to in all: the worst of the verdicts; never a pass for a message
///     whose author is ambiguous
public record DmarcResult(Author author, List<DmarcVerdict> verdicts, DmarcOutcome outcome) {
  public DmarcResult {
    verdicts = List.copyOf(verdicts);
  }

  /// What the owner of an author domain asks to be done with this message: the strictest demand of
  /// the domains that failed; [Policy#NONE] where none failed. Whether it is done is for the
  /// operator's rules (§5.4, §7.4).
  public Policy disposition() {
    var strictest = Policy.NONE;
    for (var verdict : verdicts) {
      if (verdict.outcome() instanceof DmarcOutcome.Fail(var demand)
          && demand.applied().compareTo(strictest) > 0) {
        strictest = demand.applied();
      }
    }
    return strictest;
  }

  /// The verdict that the outcome follows from: the first that comes to the same.
  public Optional<DmarcVerdict> deciding() {
    return verdicts.stream()
        .filter(verdict -> verdict.outcome().equals(outcome))
        .findFirst()
        .or(() -> verdicts.stream().findFirst());
  }
}

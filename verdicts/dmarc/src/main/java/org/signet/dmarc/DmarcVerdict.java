package org.signet.dmarc;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// DMARC for one author domain: what was asked, what was seen, what it came to.
///
/// @param author the author's domain
/// @param walk the tree walk from it, as far as it was needed
/// @param organization its Organizational Domain, where alignment depended on it
/// @param identifiers every identifier of the message, in the order they were given
/// @param rfc7489 the older method beside it
public record DmarcVerdict(
    Domain author,
    TreeWalk walk,
    Discovery discovery,
    Optional<Organization> organization,
    List<Checked> identifiers,
    Rfc7489Verdict rfc7489,
    DmarcOutcome outcome) {
  public DmarcVerdict {
    identifiers = List.copyOf(identifiers);
  }

  /// Whether the method of RFC 7489 would come to another result for this message, or to another
  /// treatment of a failure.
  public boolean methodsDiffer() {
    if (!rfc7489.result().word().equals(outcome.word())) {
      return true;
    }
    return outcome instanceof DmarcOutcome.Fail(var demand) && demand.applied() != rfc7489.policy();
  }
}

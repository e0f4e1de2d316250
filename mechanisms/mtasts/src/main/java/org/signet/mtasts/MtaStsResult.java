package org.signet.mtasts;

import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;
import org.signet.https.Fetched;

/// The policy of a domain, or that there is none, and what was seen. RFC 8461
public record MtaStsResult(Domain domain, MtaStsOutcome outcome, Evidence evidence) {
  /// What was asked for this result.
  ///
  /// @param record empty where the DNS was not asked, since it was lately
  /// @param fetched empty where the policy host was not asked
  /// @param replaced the policy that held before the one that was fetched, where it was another
  public record Evidence(
      Optional<Answer<Rdata.Txt>> record,
      Optional<Fetched> fetched,
      Optional<CachedPolicy> replaced) {
    static final Evidence REMEMBERED =
        new Evidence(Optional.empty(), Optional.empty(), Optional.empty());
  }
}

package org.signet.dkim;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.message.Header;

/// One message on its way through the check: its body passes once.
public final class DkimSession {
  private final DkimLimits limits;
  private final Header header;

  DkimSession(
      Resolver dns, InstantSource clock, DkimLimits limits, Header header, List<Domain> preferred) {
    this.limits = limits;
    this.header = header;
  }

  /// The next octets of the body, from `from` up to `to`, not kept.
  public void body(byte[] octets, int from, int to) {}

  /// The end of the message: every signature, in the order of the header.
  public List<DkimResult> finish() {
    var results = new ArrayList<DkimResult>();
    for (var field : header.all(DkimSignature.FIELD)) {
      var signature = DkimSignature.parse(field);
      var outcome =
          signature instanceof Parsed.Malformed<DkimSignature>(var problem)
              ? new DkimOutcome.PermError.Malformed(problem)
              : new DkimOutcome.NotEvaluated(limits.signatures());
      results.add(
          new DkimResult(
              field, signature, Optional.empty(), Optional.empty(), Optional.empty(), outcome));
    }
    return results;
  }
}

package org.signet.dkim;

import java.time.InstantSource;
import java.util.List;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.message.Header;

/// Checks the DKIM signatures of messages. RFC 6376 §6. Safe for many threads.
public final class DkimVerifier {
  private final Resolver dns;
  private final InstantSource clock;
  private final DkimLimits limits;

  public DkimVerifier(Resolver dns, InstantSource clock, DkimLimits limits) {
    this.dns = dns;
    this.clock = clock;
    this.limits = limits;
  }

  /// Begins with a message whose header has arrived. The keys are asked for at once, on virtual
  /// threads.
  ///
  /// @param preferred the domains whose signatures come first where there are more than are
  ///     checked: the author's
  public DkimSession begin(Header header, List<Domain> preferred) {
    return new DkimSession(dns, clock, limits, header, preferred);
  }
}

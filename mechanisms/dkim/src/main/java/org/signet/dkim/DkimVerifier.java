package org.signet.dkim;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.message.Header;

/// Checks the DKIM signatures of messages. RFC 6376 §6. Safe for many threads.
///
/// ```java
/// var session = verifier.begin(stream.header(), author.domains());
/// stream.transferTo(session::body);
/// var results = session.finish();
/// ```
public final class DkimVerifier {
  /// What verifiers may accept. RFC 8301 §3.1, RFC 8463 §3
  private static final Set<DkimAlgorithm> ACCEPTED =
      Set.of(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256);

  private final Resolver dns;
  private final InstantSource clock;
  private final DkimLimits limits;
  private final Set<DkimAlgorithm> accepted;

  public DkimVerifier(Resolver dns, InstantSource clock, DkimLimits limits) {
    this(dns, clock, limits, ACCEPTED);
  }

  /// For tests of canonical forms with the signatures of older mail.
  DkimVerifier(Resolver dns, InstantSource clock, DkimLimits limits, Set<DkimAlgorithm> accepted) {
    this.dns = dns;
    this.clock = clock;
    this.limits = limits;
    this.accepted = Set.copyOf(accepted);
  }

  /// Begins with a message whose header has arrived. The keys are asked for at once, on virtual
  /// threads.
  ///
  /// @param preferred the domains whose signatures come first where there are more than are
  ///     checked: the author's
  public DkimSession begin(Header header, List<Domain> preferred) {
    return begin(
        header, new HeaderIndex(header), preferred, new BodyHasher(), Thread::startVirtualThread);
  }

  /// Begins with a message whose header is indexed already and whose body passes through a hasher
  /// that others use too.
  ///
  /// @param lookups runs the questions for keys while the body arrives; those that it has not begun
  ///     when the session ends are asked then and there, so it may do nothing
  public DkimSession begin(
      Header header,
      HeaderIndex index,
      List<Domain> preferred,
      BodyHasher hasher,
      Executor lookups) {
    var candidates = Candidate.in(header.fields(), preferred, clock.instant(), limits, accepted);
    return new DkimSession(candidates, index, dns, limits, hasher, lookups);
  }
}

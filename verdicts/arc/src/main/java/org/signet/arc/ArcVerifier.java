package org.signet.arc;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.HeaderIndex;
import org.signet.dns.Resolver;
import org.signet.message.Header;

/// Checks the Authenticated Received Chain of messages (RFC 8617 §5.2). Safe for many threads.
///
/// A chain that holds says which hosts handled the message, and what each claims to have found; not
/// that any of them is honest. [ArcTrust] says whether the operator believes the last.
public final class ArcVerifier {
  /// Sets that a chain may have; of a longer one nothing is checked. §5.2, step 1.
  public static final int MOST_SETS = 50;

  private final Resolver dns;
  private final InstantSource clock;
  private final DkimLimits limits;

  /// @param limits the sizes of keys that count, and how far clocks may be apart
  public ArcVerifier(Resolver dns, InstantSource clock, DkimLimits limits) {
    this.dns = dns;
    this.clock = clock;
    this.limits = limits;
  }

  /// Begins with a message whose header has arrived. The keys are asked for at once, on virtual
  /// threads.
  public ArcSession begin(Header header) {
    return begin(header, new HeaderIndex(header), new BodyHasher(), Thread::startVirtualThread);
  }

  /// Begins with a message whose header is indexed already and whose body passes through a hasher
  /// that DKIM uses too.
  ///
  /// @param lookups runs the questions for keys while the body arrives; those that it has not begun
  ///     when the session ends are asked then and there, so it may do nothing
  public ArcSession begin(Header header, HeaderIndex index, BodyHasher hasher, Executor lookups) {
    var keys = new Keys(dns, limits, lookups);
    return new ArcSession(Chain.in(header), index, hasher, new ArcChecks(keys, clock, limits));
  }
}

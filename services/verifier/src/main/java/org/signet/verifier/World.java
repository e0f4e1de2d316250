package org.signet.verifier;

import java.time.Clock;
import java.time.InstantSource;
import org.signet.dns.CachingResolver;
import org.signet.dns.Resolver;
import org.signet.dns.StubResolver;
import org.signet.https.Https;
import org.signet.https.Reach;

/// All that a check may see of the outside: the DNS, the web, and the time. There are three worlds:
/// the real one, one from zone text, and a recorded one that is replayed.
public record World(Resolver dns, Https https, InstantSource clock) {
  /// The real world: the name servers of this system, with a cache before them, and the real time.
  /// Made once and shared: the cache is in it.
  public static World system() {
    var clock = Clock.systemUTC();
    var dns = new CachingResolver(StubResolver.system(), CachingResolver.Bounds.USUAL, clock);
    return new World(dns, Https.over(dns, Reach.PUBLIC), clock);
  }

  /// A world of this DNS and this time, in which the web cannot be reached.
  public static World of(Resolver dns, InstantSource clock) {
    return new World(dns, Https.offline(), clock);
  }

  /// The same world at another time.
  public World at(InstantSource time) {
    return new World(dns, https, time);
  }

  /// The same world with another view of the DNS.
  public World seeing(Resolver other) {
    return new World(other, https, clock);
  }
}

package org.signet.dns;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.signet.dns.StubResolver.Patience;
import org.signet.foundation.text.Domain;

/// The DNS for those who must know what is signed: answers that say so and are kept, and a watch
/// over whether that works here at all.
///
/// As long as it has never worked, answers are [Security#UNCHECKED], as if nobody validated: this
/// host cannot, and that is no fault of the domains. Once it has worked, a failure stays a failure.
public final class ValidatedDns implements AutoCloseable {
  /// Between two looks; and where it does not work, so that a repair is seen soon.
  static final Duration BETWEEN = Duration.ofMinutes(10);

  static final Duration BETWEEN_FAILURES = Duration.ofMinutes(1);

  private static final Duration FIRST_LOOK = Duration.ofSeconds(3);

  /// How long a question waits for the first look to end: before it has, nobody knows whether an
  /// answer may be told that nobody validated.
  private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(15);

  private final Resolver resolver;
  private final DnssecProbe probe;
  private final Thread watch;
  private final CountDownLatch hasLooked = new CountDownLatch(1);
  private volatile DnssecStanding standing = DnssecStanding.NEVER_WORKED;

  private ValidatedDns(
      Validation validation, List<NameServer> servers, Patience patience, InstantSource clock) {
    var unvalidated = new StubResolver(servers, patience);
    var validating =
        switch (validation) {
          case Validation.Local(var anchors) ->
              new ValidatingResolver(servers, patience, anchors, clock);
          case Validation.Believed _ -> StubResolver.trusting(servers, patience);
          case Validation.Nobody _ -> unvalidated;
        };
    probe = new DnssecProbe(validation, servers, validating);
    resolver = new Proven(kept(validating, clock), kept(unvalidated, clock));
    watch = Thread.ofVirtual().unstarted(this::watch);
  }

  private static Resolver kept(Resolver resolver, InstantSource clock) {
    return new CachingResolver(resolver, CachingResolver.Bounds.USUAL, clock);
  }

  /// Looks whether it works, now and every ten minutes, until it is closed. The first look is
  /// waited for, though not for long.
  ///
  /// @param servers those of the system where there are none
  /// @throws IllegalArgumentException where servers of other hosts are to be believed
  public static ValidatedDns start(
      Validation validation, List<NameServer> servers, InstantSource clock) {
    var dns = of(validation, servers, Patience.USUAL, clock);
    dns.watch.start();
    dns.awaitFirstLook(FIRST_LOOK);
    return dns;
  }

  private void awaitFirstLook(Duration patience) {
    try {
      var _ = hasLooked.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static ValidatedDns of(
      Validation validation, List<NameServer> servers, Patience patience, InstantSource clock) {
    var asked = servers.isEmpty() ? StubResolver.systemServers() : servers;
    return new ValidatedDns(validation, asked, patience, clock);
  }

  /// What name servers are good for, in detail.
  public static ResolverCheck check(
      Validation validation, List<NameServer> servers, InstantSource clock) {
    return of(validation, servers, Patience.USUAL, clock).probe.check();
  }

  public Resolver resolver() {
    return resolver;
  }

  /// Whether it works, as of the last look.
  public DnssecStanding standing() {
    return standing;
  }

  /// Looks now.
  void look() {
    standing = standing.after(probe.works());
  }

  private void watch() {
    try {
      while (true) {
        look();
        hasLooked.countDown();
        Thread.sleep(standing == DnssecStanding.WORKS ? BETWEEN : BETWEEN_FAILURES);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  private final class Proven implements Resolver {
    private final Resolver validating;
    private final Resolver unvalidated;

    Proven(Resolver validating, Resolver unvalidated) {
      this.validating = validating;
      this.unvalidated = unvalidated;
    }

    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      if (watch.isAlive() && hasLooked.getCount() > 0) {
        awaitFirstLook(PATIENCE_AT_FIRST);
      }
      return switch (standing) {
        case NEVER_WORKED -> unvalidated.lookup(name, type);
        case WORKS, STOPPED -> validating.lookup(name, type);
      };
    }

    @Override
    public Resolver within(Duration patience) {
      return new Proven(validating.within(patience), unvalidated.within(patience));
    }
  }
}

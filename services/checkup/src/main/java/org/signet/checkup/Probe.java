package org.signet.checkup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.signet.dns.SideBySide;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.https.Reach;
import org.signet.smtp.Loss;
import org.signet.smtp.Patience;
import org.signet.tlspolicy.Hop;
import org.signet.tlspolicy.Route;

/// Connects to the mail hosts of a domain, as a careful client does: each address once, greeting,
/// EHLO, STARTTLS, EHLO, QUIT, and never a message. Blocks until all have answered or none will.
///
/// Where no host of the domain can be reached, hosts of others are asked whether that is the
/// domain's doing or ours: one address each of a few large providers, and no more than a greeting
/// of it. So strangers are bothered only when there is doubt.
public final class Probe {
  /// Addresses that are tried in all.
  public static final int MOST_ADDRESSES = 40;

  /// Connections at the same time.
  public static final int AT_ONCE = 8;

  /// How long one waits for each step. Some hosts let a client wait before they greet it, to tell
  /// mail servers from others.
  public static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15));

  /// Large providers that have nothing in common but that their hosts always answer.
  public static final List<Domain> WITNESSES =
      List.of(Domain.of("gmail.com"), Domain.of("outlook.com"), Domain.of("yahoo.com"));

  private final Visit visit;
  private final Witnesses witnesses;
  private final Reach reach;

  /// @param visit what is done at each address
  /// @param witnesses who is asked when no host answers
  /// @param reach which addresses may be tried
  public Probe(Visit visit, Witnesses witnesses, Reach reach) {
    this.visit = visit;
    this.witnesses = witnesses;
    this.reach = reach;
  }

  /// Asks the hosts of a route.
  public ProbeResult probe(Route route) {
    var places = new Semaphore(AT_ONCE);
    var addresses = SideBySide.map(targets(route), target -> seen(target, places));
    return new ProbeResult(route, outlet(addresses), addresses);
  }

  private record Target(Hop hop, IpAddress address, boolean isTried) {}

  private List<Target> targets(Route route) {
    var targets = new ArrayList<Target>();
    int tried = 0;
    for (var hop : route.hops()) {
      for (var address : hop.dane().addresses()) {
        targets.add(new Target(hop, address, tried++ < MOST_ADDRESSES));
      }
    }
    return targets;
  }

  private AddressProbe seen(Target target, Semaphore places) {
    return new AddressProbe(target.hop, target.address, look(target, places));
  }

  private Seen look(Target target, Semaphore places) {
    if (!target.isTried) {
      return new Seen.NotTried(Seen.NotTried.Why.TOO_MANY);
    }
    if (!reach.holds(target.address)) {
      return new Seen.NotTried(Seen.NotTried.Why.NOT_PUBLIC);
    }
    places.acquireUninterruptibly();
    try {
      return visit.at(target.hop, target.address);
    } finally {
      places.release();
    }
  }

  private Outlet outlet(List<AddressProbe> addresses) {
    var tried =
        addresses.stream()
            .map(AddressProbe::seen)
            .filter(seen -> !(seen instanceof Seen.NotTried))
            .toList();
    if (tried.isEmpty()) {
      return new Outlet.NotNeeded();
    }
    return tried.stream().allMatch(Probe::isUnreached) ? witnesses.ask(visit) : new Outlet.Open();
  }

  /// Whether there was no connection at all. A connection that is refused counts too, since a
  /// firewall on the way can refuse it.
  private static boolean isUnreached(Seen seen) {
    return seen instanceof Seen.NoSession(var loss) && isNoConnection(loss);
  }

  static boolean isNoConnection(Loss loss) {
    return switch (loss) {
      case Loss.Unreachable _ -> true;
      case Loss.TimedOut(var stage, _) -> stage == Loss.Stage.CONNECTION;
      case Loss.Closed _, Loss.NoReply _ -> false;
    };
  }
}

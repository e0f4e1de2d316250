package org.signet.keyring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.signet.dkim.KeyStanding;
import org.signet.dns.Answer;
import org.signet.dns.Authority;
import org.signet.dns.Rdata;
import org.signet.dns.Transport;
import org.signet.foundation.text.Domain;

/// What every authoritative server of a name shows of a key.
public sealed interface Sighting {
  Domain name();

  /// The servers of the name could not be found out.
  record NoServers(Domain name, Answer<Rdata.Ns> why) implements Sighting {}

  /// The servers were found.
  ///
  /// @param zone the zone that holds the name
  /// @param looks at each server by its name, in order
  record Servers(Domain name, Domain zone, List<Look> looks) implements Sighting {
    public Servers {
      looks = List.copyOf(looks);
    }
  }

  /// One look at one server.
  sealed interface Look {
    /// The name of the server.
    Domain server();

    /// At one of its addresses, over one transport.
    record At(Authority authority, Transport transport, KeyStanding standing) implements Look {
      @Override
      public Domain server() {
        return authority.name();
      }
    }

    /// Zone text that names no servers was asked in their place.
    record InZoneText(KeyStanding standing) implements Look {
      @Override
      public Domain server() {
        return Domain.ROOT;
      }
    }

    /// Its name has no address.
    record NoAddress(Domain server) implements Look {}
  }

  /// What a server comes to, of all that it showed at its addresses.
  enum View {
    /// It shows what was asked for, wherever it answers.
    SHOWS,
    /// Somewhere it shows something else.
    DIFFERS,
    /// It did not answer.
    SILENT;

    /// Of two addresses, or transports, of one server.
    View and(View other) {
      if (this == DIFFERS || other == DIFFERS) {
        return DIFFERS;
      }
      return this == SHOWS || other == SHOWS ? SHOWS : SILENT;
    }
  }

  /// What each server comes to: a server counts as showing something where at least one of its
  /// addresses does, over UDP or TCP, and none shows anything else. An address that did not answer
  /// does not count against one that did, since this machine may be without IPv6.
  default Map<Domain, View> views(Predicate<KeyStanding> asked) {
    var views = new LinkedHashMap<Domain, View>();
    if (this instanceof Servers servers) {
      for (var look : servers.looks()) {
        views.merge(look.server(), view(look, asked), View::and);
      }
    }
    return views;
  }

  private static View view(Look look, Predicate<KeyStanding> asked) {
    return switch (look) {
      case Look.NoAddress _ -> View.SILENT;
      case Look.At(_, _, var standing) -> view(standing, asked);
      case Look.InZoneText(var standing) -> view(standing, asked);
    };
  }

  private static View view(KeyStanding standing, Predicate<KeyStanding> asked) {
    if (standing instanceof KeyStanding.Unknown) {
      return View.SILENT;
    }
    return asked.test(standing) ? View.SHOWS : View.DIFFERS;
  }

  /// Whether every server, and there is one, shows what was asked for.
  default boolean everywhere(Predicate<KeyStanding> asked) {
    var views = views(asked);
    return !views.isEmpty() && views.values().stream().allMatch(View.SHOWS::equals);
  }

  /// Whether a server shows what was asked for.
  default boolean somewhere(Predicate<KeyStanding> asked) {
    return views(asked).containsValue(View.SHOWS);
  }

  /// The longest that any of it may be kept by a cache; empty where nothing was seen.
  default Optional<Duration> longestTtl() {
    if (!(this instanceof Servers servers)) {
      return Optional.empty();
    }
    return servers.looks().stream().flatMap(look -> ttl(look).stream()).max(Duration::compareTo);
  }

  private static Optional<Duration> ttl(Look look) {
    return switch (look) {
      case Look.NoAddress _ -> Optional.empty();
      case Look.At(_, _, var standing) -> ttl(standing);
      case Look.InZoneText(var standing) -> ttl(standing);
    };
  }

  private static Optional<Duration> ttl(KeyStanding standing) {
    return switch (standing) {
      case KeyStanding.Same(_, var ttl) -> Optional.of(ttl);
      case KeyStanding.Restricted(_, var ttl) -> Optional.of(ttl);
      case KeyStanding.Other(_, var ttl) -> Optional.of(ttl);
      case KeyStanding.Revoked(var ttl) -> Optional.of(ttl);
      case KeyStanding.Unusable(_, var ttl) -> Optional.of(ttl);
      case KeyStanding.Several(_, var ttl) -> Optional.of(ttl);
      case KeyStanding.Absent(var ttl) -> Optional.of(ttl);
      case KeyStanding.Unknown _ -> Optional.empty();
    };
  }

  /// Whether a standing is the key itself, fit for mail.
  static boolean isSame(KeyStanding standing) {
    return standing instanceof KeyStanding.Same;
  }

  /// Whether a standing is that of a key which nobody can use any more.
  static boolean isGone(KeyStanding standing) {
    return switch (standing) {
      case KeyStanding.Revoked _, KeyStanding.Absent _, KeyStanding.Other _ -> true;
      case KeyStanding.Same _, KeyStanding.Restricted _, KeyStanding.Unknown _ -> false;
      case KeyStanding.Unusable _, KeyStanding.Several _ -> false;
    };
  }
}

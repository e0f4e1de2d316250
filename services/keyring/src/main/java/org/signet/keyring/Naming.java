package org.signet.keyring;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.dkim.KeyLookup;
import org.signet.foundation.text.Domain;

/// How the keys of a domain are named, and where their records stand.
public sealed interface Naming {
  /// Each key has a name of its own, made of its type and the day: `r20261128`, `e20261128`. A name
  /// is used once, so that an old signature never meets a new key (RFC 6376 §3.1).
  record Fresh() implements Naming {
    private static final DateTimeFormatter DAY =
        DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    Domain next(KeyType type, Instant now, Set<Domain> taken) {
      var day = type.word().charAt(0) + DAY.format(now);
      var name = Domain.of(day);
      for (int i = 2; taken.contains(name); i++) {
        name = Domain.of(day + "-" + i);
      }
      return name;
    }
  }

  /// Provider mode: the customer publishes an alias (CNAME) for each of two names once, and the
  /// provider's zone holds what they stand for. Keys take turns at the two names: `s1` and `s2` for
  /// RSA, `e1` and `e2` for Ed25519. A name is used again only when the key before was removed.
  ///
  /// @param zone the provider's
  record Alternating(Domain zone) implements Naming {
    static List<Domain> names(KeyType type) {
      return switch (type) {
        case RSA -> List.of(Domain.of("s1"), Domain.of("s2"));
        case ED25519 -> List.of(Domain.of("e1"), Domain.of("e2"));
      };
    }

    /// The name whose turn it is; empty where keys hold both.
    Optional<Domain> next(KeyState state, KeyType type) {
      return names(type).stream().filter(name -> holder(state, name).isEmpty()).findFirst();
    }

    /// Where keys hold both names: the one that does not sign, for which a new key waits.
    DomainKey inTheWay(KeyState state, KeyType type) {
      return names(type).stream()
          .flatMap(name -> holder(state, name).stream())
          .filter(key -> key.stage() != Stage.ACTIVE)
          .findFirst()
          .orElseThrow();
    }

    private static Optional<DomainKey> holder(KeyState state, Domain name) {
      return state.key(name).filter(key -> key.stage() != Stage.REMOVED);
    }

    /// Where the record stands: `s1.customer.example.zone`.
    Optional<Domain> target(Domain selector, Domain customer) {
      return customer.isRoot()
          ? Optional.empty()
          : zone.prefixed(selector.text() + "." + customer.text());
    }
  }

  /// The name at which the record of a key is published; empty where it would be too long.
  default Optional<Domain> recordName(Domain selector, Domain domain) {
    return switch (this) {
      case Fresh _ -> KeyLookup.nameOf(selector, domain);
      case Alternating alternating -> alternating.target(selector, domain);
    };
  }
}

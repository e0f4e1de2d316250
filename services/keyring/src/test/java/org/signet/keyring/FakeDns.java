package org.signet.keyring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.signet.dns.Answer;
import org.signet.dns.Authorities;
import org.signet.dns.Authority;
import org.signet.dns.DirectQuery;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Transport;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Zones at two servers that a test changes, each for itself, and what caches may have of them.
final class FakeDns implements Resolver, DirectQuery {
  static final Duration TTL = Duration.ofHours(1);
  static final Duration NEGATIVE_TTL = Duration.ofMinutes(5);
  static final List<Domain> SERVERS = List.of(Domain.of("ns1.example"), Domain.of("ns2.example"));

  private final InstantSource clock;
  private final Set<Domain> zones;
  private final Map<Domain, Map<Domain, Rdata>> records = new HashMap<>();
  private final List<Change> history = new ArrayList<>();
  private final Set<Domain> silent = new HashSet<>();
  private final Map<Domain, Duration> ttls = new HashMap<>();

  /// @param text what stood there until the change; empty where nothing did
  private record Change(Instant at, Domain name, Optional<String> text) {}

  FakeDns(InstantSource clock, Domain... zones) {
    this.clock = clock;
    this.zones = Set.of(zones);
    SERVERS.forEach(server -> records.put(server, new HashMap<>()));
  }

  Authorities authorities() {
    return new Authorities(this, this);
  }

  private Map<Domain, Rdata> at(Domain server) {
    return Objects.requireNonNull(records.get(server));
  }

  void put(Domain server, Domain name, String text) {
    set(server, name, Optional.of(new Rdata.Txt(List.of(text))));
  }

  void remove(Domain server, Domain name) {
    set(server, name, Optional.empty());
  }

  void alias(Domain name, Domain target) {
    SERVERS.forEach(server -> set(server, name, Optional.of(new Rdata.Cname(target))));
  }

  private void set(Domain server, Domain name, Optional<Rdata> data) {
    var before = text(server, name);
    if (data.isPresent()) {
      at(server).put(name, data.get());
    } else {
      at(server).remove(name);
    }
    if (!before.equals(text(server, name))) {
      history.add(new Change(clock.instant(), name, before));
    }
  }

  /// How long what stands at a name, or that nothing does, may be kept.
  void keep(Domain name, Duration ttl) {
    ttls.put(name, ttl);
  }

  void silence(Domain server, boolean isSilent) {
    if (isSilent) {
      silent.add(server);
    } else {
      silent.remove(server);
    }
  }

  Optional<String> text(Domain server, Domain name) {
    return at(server).get(name) instanceof Rdata.Txt text
        ? Optional.of(text.joined())
        : Optional.empty();
  }

  Set<Domain> names() {
    var names = new HashSet<Domain>();
    records.values().forEach(server -> names.addAll(server.keySet()));
    return names;
  }

  /// Every text, or absence, that somebody may see at a name now: what the servers have, and what
  /// a cache may have kept of what they had.
  Set<Optional<String>> visible(Domain name) {
    var seen = new HashSet<Optional<String>>();
    SERVERS.forEach(server -> seen.add(text(server, name)));
    var now = clock.instant();
    for (var change : history) {
      var kept = change.text().isPresent() ? TTL : NEGATIVE_TTL;
      if (change.name().equals(name) && now.isBefore(change.at().plus(kept))) {
        seen.add(change.text());
      }
    }
    return seen;
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    if (type.equals(Type.NS) && zones.contains(name)) {
      return found(name, SERVERS.stream().map(Rdata.Ns::new).map(type.data()::cast).toList());
    }
    if (type.equals(Type.A) && SERVERS.contains(name)) {
      var address = IpAddress.of("192.0.2." + (1 + SERVERS.indexOf(name)));
      return found(name, List.of(type.data().cast(new Rdata.Address(address))));
    }
    return new Answer.NoData<>(name, Answer.Source.direct(Security.UNCHECKED, NEGATIVE_TTL));
  }

  @Override
  public <R extends Rdata> Answer<R> ask(Authority server, Transport transport, Question<R> asked) {
    if (silent.contains(server.name())) {
      return new Answer.Failed<>(Answer.Cause.TIMEOUT, "no answer from " + server);
    }
    var data = at(server.name()).get(asked.name());
    return asked.type().data().isInstance(data)
        ? found(asked.name(), List.of(asked.type().data().cast(data)))
        : new Answer.NoData<>(asked.name(), source(asked.name(), NEGATIVE_TTL));
  }

  private <R extends Rdata> Answer<R> found(Domain name, List<R> records) {
    return new Answer.Found<>(name, records, source(name, TTL));
  }

  private Answer.Source source(Domain name, Duration usual) {
    return Answer.Source.direct(Security.UNCHECKED, ttls.getOrDefault(name, usual));
  }
}

package org.signet.dns.zone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// The records of zone text that one asker can see, and the answers that follow from them
/// (RFC 1034 §4.3.2): wildcards by RFC 4592, empty names by RFC 8020, CNAMEs followed.
///
/// The text is the whole world: there are no zone cuts for a question, and a name that it does not
/// hold does not exist.
final class View {
  /// How long an absence may be kept where no SOA record says it.
  private static final long ABSENCE_SECONDS = 300;

  private final Map<Domain, Map<Integer, RecordSet>> names = new HashMap<>();

  /// The same names with their tops first, so that what is below a name follows it.
  private final TreeMap<Domain, Domain> tree = new TreeMap<>(View::compareFromTop);

  private final Status otherwise;

  /// @param otherwise what is said of a question that the lines do not answer
  View(List<ZoneRecord> lines, Status otherwise) {
    this.otherwise = otherwise;
    var byName = new LinkedHashMap<Domain, Map<Integer, List<ZoneRecord>>>();
    for (var line : lines) {
      byName
          .computeIfAbsent(line.owner(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(line.type(), _ -> new ArrayList<>())
          .add(line);
    }
    byName.forEach(
        (name, types) -> {
          names.put(name, recordSets(types));
          tree.put(name, name);
        });
  }

  private static Map<Integer, RecordSet> recordSets(Map<Integer, List<ZoneRecord>> types) {
    var signatures = new HashMap<Integer, List<Rdata.Rrsig>>();
    for (var line : types.getOrDefault(Type.RRSIG.number(), List.of())) {
      if (line.data().orElse(null) instanceof Rdata.Rrsig signature) {
        signatures.computeIfAbsent(signature.covered(), _ -> new ArrayList<>()).add(signature);
      }
    }
    var sets = new HashMap<Integer, RecordSet>();
    types.forEach(
        (type, lines) ->
            sets.put(type, RecordSet.of(lines, signatures.getOrDefault(type, List.of()))));
    return sets;
  }

  <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    return new Search<>(type).from(name);
  }

  /// One question on its way along the aliases.
  private final class Search<R extends Rdata> {
    private final Type<R> type;
    private final List<Answer.Alias> aliases = new ArrayList<>();
    private Security security = Security.SECURE;
    private long ttl = Long.MAX_VALUE;

    Search(Type<R> type) {
      this.type = type;
    }

    Answer<R> from(Domain name) {
      var owner = name;
      while (aliases.size() <= Answer.MOST_ALIASES) {
        var node = node(owner);
        if (node.isEmpty()) {
          return absent(owner, false);
        }
        var sets = node.get();
        var here = sets.getOrDefault(type.number(), sets.get(ZoneRecord.ANY));
        if (here != null) {
          return said(owner, here);
        }
        var alias = sets.get(Type.CNAME.number());
        if (alias == null) {
          return absent(owner, true);
        }
        if (!(alias.status() instanceof Status.Answers) || alias.records().isEmpty()) {
          return said(owner, alias);
        }
        passing(alias);
        var target = ((Rdata.Cname) alias.records().getFirst()).target();
        aliases.add(new Answer.Alias(owner, target));
        owner = target;
      }
      return new Answer.Failed<>(Answer.Cause.MALFORMED, "an endless chain of aliases");
    }

    /// What the text says outright of this name and type.
    private Answer<R> said(Domain owner, RecordSet set) {
      return switch (set.status()) {
        case Status.Fails(var cause, var detail) -> new Answer.Failed<>(cause, detail);
        case Status.Answers(_, var exists) -> {
          passing(set);
          var records = set.records().stream().filter(type.data()::isInstance);
          var found = records.map(type.data()::cast).toList();
          var source = source(set.signatures());
          if (!found.isEmpty()) {
            yield new Answer.Found<>(owner, found, source);
          }
          yield exists
              ? new Answer.NoData<>(owner, source)
              : new Answer.NoSuchName<>(owner, source);
        }
      };
    }

    /// What follows where the text has nothing of the type: as secure, and for as long, as the SOA
    /// record of the zone says (RFC 2308 §5).
    private Answer<R> absent(Domain owner, boolean exists) {
      if (otherwise instanceof Status.Fails(var cause, var detail)) {
        return new Answer.Failed<>(cause, detail);
      }
      var soa = soaAbove(owner);
      if (soa.isPresent()) {
        passing(soa.get());
        var data = (Rdata.Soa) soa.get().records().getFirst();
        ttl = Math.min(ttl, data.minimum());
      } else if (otherwise instanceof Status.Answers(var standing, _)) {
        security = RecordSet.weaker(security, standing);
        ttl = Math.min(ttl, ABSENCE_SECONDS);
      }
      var source = source(List.of());
      return exists ? new Answer.NoData<>(owner, source) : new Answer.NoSuchName<>(owner, source);
    }

    private void passing(RecordSet set) {
      ttl = Math.min(ttl, set.ttl());
      if (set.status() instanceof Status.Answers(var standing, _)) {
        security = RecordSet.weaker(security, standing);
      }
    }

    private Answer.Source source(List<Rdata.Rrsig> signatures) {
      return new Answer.Source(security, Duration.ofSeconds(ttl), aliases, signatures);
    }
  }

  /// The record sets at a name, or at the wildcard that stands for it, perhaps none. Empty where
  /// the name does not exist.
  private Optional<Map<Integer, RecordSet>> node(Domain name) {
    if (exists(name)) {
      return Optional.of(names.getOrDefault(name, Map.of()));
    }
    // RFC 4592 §3.3.1: only the wildcard at the closest name that exists stands for it.
    var encloser = name;
    while (!exists(encloser) && !encloser.isRoot()) {
      encloser = encloser.suffix(encloser.labelCount() - 1);
    }
    return encloser
        .prefixed("*")
        .filter(this::exists)
        .map(wildcard -> names.getOrDefault(wildcard, Map.of()));
  }

  /// Whether there is something at the name or below it (RFC 8020 §2).
  private boolean exists(Domain name) {
    return names.containsKey(name) || hasBelow(name);
  }

  private boolean hasBelow(Domain name) {
    var next = tree.higherKey(name);
    return next != null && next.isUnder(name);
  }

  private Optional<RecordSet> soaAbove(Domain name) {
    for (int count = name.labelCount(); count >= 0; count--) {
      var set = names.getOrDefault(name.suffix(count), Map.of()).get(Type.SOA.number());
      if (set != null && !set.records().isEmpty()) {
        return Optional.of(set);
      }
    }
    return Optional.empty();
  }

  /// The order of RFC 4034 §6.1: by labels from the right, a name before those below it.
  private static int compareFromTop(Domain a, Domain b) {
    var left = a.labels();
    var right = b.labels();
    for (int i = 1; i <= Math.min(left.size(), right.size()); i++) {
      int order = left.get(left.size() - i).compareTo(right.get(right.size() - i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}

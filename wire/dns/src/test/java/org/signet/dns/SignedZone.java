package org.signet.dns;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/// A zone that a test signs, or leaves unsigned.
final class SignedZone {
  static final long TTL = 300;
  static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  /// Keys of each algorithm, made once: only what is signed with them differs.
  private static final Map<Integer, KeyPair> PAIRS = new ConcurrentHashMap<>();

  /// How absence is proved.
  sealed interface Denial {
    record Nsec() implements Denial {}

    record Nsec3(int iterations, boolean optOut) implements Denial {}
  }

  final Name apex;
  final DNSKEYRecord key;
  private final Optional<KeyPair> pair;
  private final Denial denial;
  private Instant inception = NOW.minus(Duration.ofDays(1));
  private Instant expiration = NOW.plus(Duration.ofDays(7));
  private final NavigableMap<Name, Map<Integer, RRset>> names = new TreeMap<>();
  private final Map<String, RRset> signed = new HashMap<>();

  private SignedZone(String apex, int algorithm, Optional<KeyPair> pair, Denial denial) {
    this.apex =
        ScriptedServer.record(apex, TTL, "NS", "ns." + apex.replaceAll("^\\.$", "")).getName();
    this.pair = pair;
    this.denial = denial;
    key = key(this.apex, algorithm, pair.orElseGet(() -> pair(13)));
    with("NS", "ns.example.").with("SOA", "ns. mail. 1 2 3 4 300");
    if (pair.isPresent()) {
      add(key);
    }
  }

  static SignedZone signed(String apex, int algorithm, Denial denial) {
    return new SignedZone(apex, algorithm, Optional.of(pair(algorithm)), denial);
  }

  static SignedZone signed(String apex) {
    return signed(apex, 13, new Denial.Nsec());
  }

  static SignedZone unsigned(String apex) {
    return new SignedZone(apex, 13, Optional.empty(), new Denial.Nsec());
  }

  private static DNSKEYRecord key(Name apex, int algorithm, KeyPair pair) {
    try {
      return new DNSKEYRecord(apex, DClass.IN, TTL, 257, 3, algorithm, pair.getPublic());
    } catch (DNSSEC.DNSSECException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static KeyPair pair(int algorithm) {
    return PAIRS.computeIfAbsent(algorithm, SignedZone::newPair);
  }

  private static KeyPair newPair(int algorithm) {
    try {
      var curve = algorithm == 13 ? "secp256r1" : "secp384r1";
      var generator =
          KeyPairGenerator.getInstance(
              switch (algorithm) {
                case 13, 14 -> "EC";
                case 15 -> "Ed25519";
                case 16 -> "Ed448";
                default -> "RSA";
              });
      switch (algorithm) {
        case 13, 14 -> generator.initialize(new ECGenParameterSpec(curve));
        case 15, 16 -> {}
        default -> generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// With a record, at the apex or below.
  SignedZone with(String name, String type, String data) {
    return add(ScriptedServer.record(name, TTL, type, data));
  }

  private SignedZone with(String type, String data) {
    return with(apex.toString(), type, data);
  }

  SignedZone add(Record record) {
    names
        .computeIfAbsent(record.getName(), _ -> new HashMap<>())
        .computeIfAbsent(record.getType(), _ -> new RRset())
        .addRR(record);
    return this;
  }

  /// With this zone below it, and a DS record of it.
  SignedZone delegatesTo(SignedZone child, int digest) {
    with(child.apex.toString(), "NS", "ns.example.");
    return child.pair.isPresent() ? add(ds(child.key, digest)) : this;
  }

  static DSRecord ds(DNSKEYRecord key, int digest) {
    return new DSRecord(key.getName(), DClass.IN, TTL, digest, key);
  }

  /// With signatures of another time.
  SignedZone valid(Instant from, Instant to) {
    inception = from;
    expiration = to;
    return this;
  }

  boolean holds(Name name) {
    return name.subdomain(apex);
  }

  Optional<RRset> set(Name name, int type) {
    return Optional.ofNullable(names.getOrDefault(name, Map.of()).get(type)).map(this::signed);
  }

  boolean exists(Name name) {
    return names.keySet().stream().anyMatch(known -> known.subdomain(name));
  }

  /// The set with its signature.
  RRset signed(RRset set) {
    var isForeign = set.getType() == Type.NS && !set.getName().equals(apex);
    if (pair.isEmpty() || isForeign) {
      return set;
    }
    return signed.computeIfAbsent(
        set.getName() + "/" + set.getType(),
        _ -> {
          var with = new RRset(set);
          with.addRR(sign(set));
          return with;
        });
  }

  RRSIGRecord sign(RRset set) {
    try {
      return DNSSEC.sign(set, key, pair.orElseThrow().getPrivate(), inception, expiration);
    } catch (DNSSEC.DNSSECException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  RRset soa() {
    return set(apex, Type.SOA).orElseThrow();
  }

  /// The closest name at or above this one that exists.
  Name encloser(Name name) {
    var closest = name;
    while (!exists(closest)) {
      closest = new Name(closest, 1);
    }
    return closest;
  }

  /// What proves that there is no such type at a name, or that there is no such name.
  List<RRset> denials(Name name) {
    if (pair.isEmpty()) {
      return List.of();
    }
    var wildcard = wildcard(encloser(name));
    return switch (denial) {
      case Denial.Nsec _ ->
          exists(name) ? List.of(nsec(name)) : distinct(List.of(nsec(name), nsec(wildcard)));
      case Denial.Nsec3 nsec3 -> {
        if (exists(name) && (!nsec3.optOut || set(name, Type.NS).isEmpty())) {
          yield List.of(nsec3(name, nsec3));
        }
        var encloser = exists(name) ? new Name(name, 1) : encloser(name);
        var next = new Name(name, name.labels() - encloser.labels() - 1);
        yield distinct(
            List.of(nsec3(encloser, nsec3), nsec3(next, nsec3), nsec3(wildcard(encloser), nsec3)));
      }
    };
  }

  static Name wildcard(Name encloser) {
    try {
      return Name.concatenate(Name.fromString("*"), encloser);
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<RRset> distinct(List<RRset> sets) {
    var distinct = new ArrayList<RRset>();
    for (var set : sets) {
      if (distinct.stream().noneMatch(one -> one.getName().equals(set.getName()))) {
        distinct.add(set);
      }
    }
    return distinct;
  }

  /// The NSEC record at the name, or the one that covers it.
  private RRset nsec(Name name) {
    var owner = names.floorKey(name);
    var next = Optional.ofNullable(names.higherKey(owner)).orElse(apex);
    return signed(new RRset(new NSECRecord(owner, DClass.IN, TTL, next, types(owner, 47))));
  }

  private int[] types(Name owner, int own) {
    var types = new TreeSet<>(names.getOrDefault(owner, Map.of()).keySet());
    if (own != 0) {
      types.add(own);
    }
    if (!types.isEmpty()
        && (types.contains(Type.DS) || !types.contains(Type.NS) || owner.equals(apex))) {
      types.add(Type.RRSIG);
    }
    return types.stream().mapToInt(Integer::intValue).toArray();
  }

  private RRset nsec3(Name name, Denial.Nsec3 how) {
    var hashes = new TreeMap<String, Name>();
    for (var each : withEmpty()) {
      var isInsecure = set(each, Type.NS).isPresent() && set(each, Type.DS).isEmpty();
      if (!how.optOut || !isInsecure || each.equals(apex)) {
        hashes.put(hash(each, how), each);
      }
    }
    var owner = Optional.ofNullable(hashes.floorKey(hash(name, how))).orElse(hashes.lastKey());
    var next = Optional.ofNullable(hashes.higherKey(owner)).orElse(hashes.firstKey());
    try {
      return signed(
          new RRset(
              new NSEC3Record(
                  Name.fromString(owner, apex),
                  DClass.IN,
                  TTL,
                  1,
                  how.optOut ? 1 : 0,
                  how.iterations,
                  new byte[] {1, 2},
                  hex().fromString(next),
                  types(hashes.getOrDefault(owner, apex), 0))));
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private NavigableSet<Name> withEmpty() {
    var all = new TreeSet<>(names.keySet());
    for (var name : names.keySet()) {
      for (var above = name;
          above.subdomain(apex) && !above.equals(apex);
          above = new Name(above, 1)) {
        all.add(above);
      }
    }
    return all;
  }

  private String hash(Name name, Denial.Nsec3 how) {
    try {
      var record =
          new NSEC3Record(
              apex,
              DClass.IN,
              TTL,
              1,
              0,
              how.iterations,
              new byte[] {1, 2},
              new byte[20],
              new int[0]);
      return hex().toString(record.hashName(name));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static base32 hex() {
    return new base32("0123456789ABCDEFGHIJKLMNOPQRSTUV=", false, false);
  }
}

package org.signet.keyring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.signet.dkim.KeyLookup;
import org.signet.dkim.KeyRecord;
import org.signet.foundation.text.Domain;

/// The keys of a domain, in the order they were made, and what is needed to go back by one step.
///
/// @param validity how long after signing a signature holds (`x=`); zero where they do not run out
/// @param undo the latest step, and the keys before it
/// @param isHeld whether a person went back: nothing moves until a person says so
public record KeyState(
    Domain domain,
    Naming naming,
    Duration validity,
    List<DomainKey> keys,
    Optional<Undo> undo,
    boolean isHeld) {
  /// Keys of a domain: two of each type in use, and some that were.
  public static final int MOST_KEYS = 16;

  public KeyState {
    keys = List.copyOf(keys);
  }

  /// A step, and how things stood before it.
  public record Undo(Step step, List<DomainKey> before) {
    public Undo {
      before = List.copyOf(before);
    }
  }

  /// A domain without keys.
  public static KeyState of(Domain domain, Naming naming) {
    return new KeyState(domain, naming, Duration.ZERO, List.of(), Optional.empty(), false);
  }

  KeyState after(Step step, List<DomainKey> next) {
    return new KeyState(domain, naming, validity, next, Optional.of(new Undo(step, keys)), isHeld);
  }

  /// The same step with what was seen since.
  KeyState noting(UnaryOperator<DomainKey> note) {
    return new KeyState(domain, naming, validity, keys.stream().map(note).toList(), undo, isHeld);
  }

  KeyState undone(List<DomainKey> before) {
    return new KeyState(domain, naming, validity, before, Optional.empty(), true);
  }

  KeyState released() {
    return new KeyState(domain, naming, validity, keys, undo, false);
  }

  KeyState withValidity(Duration term) {
    return new KeyState(domain, naming, term, keys, undo, isHeld);
  }

  /// The keys that sign.
  public List<DomainKey> active() {
    return keys.stream().filter(key -> key.stage() == Stage.ACTIVE).toList();
  }

  /// The files of the keys, and of those that an undo would bring back.
  Set<String> files() {
    var files = new TreeSet<String>();
    keys.forEach(key -> files.add(key.file()));
    undo.ifPresent(step -> step.before().forEach(key -> files.add(key.file())));
    return files;
  }

  Optional<DomainKey> key(Domain selector) {
    return keys.stream().filter(key -> key.selector().equals(selector)).findFirst();
  }

  /// The name at which a key's record is published. Only names that fit get into a state.
  public Domain recordName(DomainKey key) {
    return naming.recordName(key.selector(), domain).orElseThrow();
  }

  /// The names that a customer of a provider must make aliases, each with its target; none where
  /// the domain holds its own records.
  public List<Alias> aliases() {
    if (!(naming instanceof Naming.Alternating alternating)) {
      return List.of();
    }
    var aliases = new ArrayList<Alias>();
    var types = new HashSet<KeyType>();
    keys.forEach(key -> types.add(KeyType.of(key.publicKey())));
    for (var type : KeyType.values()) {
      if (types.contains(type)) {
        Naming.Alternating.names(type).forEach(name -> aliases.add(alias(alternating, name)));
      }
    }
    return aliases;
  }

  private Alias alias(Naming.Alternating alternating, Domain selector) {
    return new Alias(
        KeyLookup.nameOf(selector, domain).orElseThrow(),
        alternating.target(selector, domain).orElseThrow());
  }

  /// A CNAME record of the customer.
  public record Alias(Domain name, Domain target) {
    /// The record as a line of a zone file.
    public String zoneText() {
      return name.text() + ". 3600 IN CNAME " + target.text() + ".\n";
    }
  }

  /// What should stand at the name of a key; empty where nothing need stand there.
  public Optional<KeyRecord> wanted(DomainKey key) {
    return switch (key.stage()) {
      case PENDING, PUBLISHED, ACTIVE, RETIRING ->
          Optional.of(KeyRecord.publishing(recordName(key), key.publicKey()));
      case REVOKED -> Optional.of(KeyRecord.revoking(recordName(key)));
      case REMOVED -> Optional.empty();
    };
  }
}

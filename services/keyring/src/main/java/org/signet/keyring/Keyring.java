package org.signet.keyring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.signet.dkim.KeyKind;
import org.signet.dkim.KeyReading;
import org.signet.dkim.SigningKey;
import org.signet.dns.DynamicUpdate;
import org.signet.foundation.text.Domain;

/// Moves the keys of domains on: one step at a time, each when what it waits for has come, and each
/// to be undone until the next. Every call looks at the DNS, takes at most one step, and says what
/// the next waits for. Whoever calls it again, a person or a timer, need remember nothing.
///
/// A state is written before the DNS is changed, and what the DNS should hold follows from the
/// state alone. So a program that dies between the two is made good by the next call.
public final class Keyring {
  private final KeyStore store;
  private final KeySurvey survey;
  private final Publisher publisher;
  private final InstantSource clock;
  private final Function<KeyKind, SigningKey> maker;

  /// @param maker makes new keys: usually by [SigningKey#make]
  public Keyring(
      KeyFolder folder,
      KeySurvey survey,
      Publishing publishing,
      InstantSource clock,
      Function<KeyKind, SigningKey> maker) {
    this(folder.store(), survey, publishing, clock, maker);
  }

  Keyring(
      KeyStore store,
      KeySurvey survey,
      Publishing publishing,
      InstantSource clock,
      Function<KeyKind, SigningKey> maker) {
    this.store = store;
    this.survey = survey;
    this.publisher = new Publisher(survey, publishing);
    this.clock = clock;
    this.maker = maker;
  }

  /// Begins a rotation where none of this type is on its way, and otherwise moves it on; after a
  /// step back, goes on. A domain that is not known yet gets its first key.
  ///
  /// @throws IOException where a file cannot be written
  public Progress rotate(Domain domain, Naming naming, KeyKind kind) throws IOException {
    return change(
        domain,
        naming,
        (state, now) -> {
          var released = state.released();
          return isUnderWay(state, KeyType.of(kind))
              ? advance(released, now)
              : make(released, kind, now);
        });
  }

  /// Whether a key of this type is on its way to sign; after a step back, whether any key waits to
  /// go on.
  private static boolean isUnderWay(KeyState state, KeyType type) {
    return state.keys().stream()
        .anyMatch(
            key ->
                switch (key.stage()) {
                  case PENDING, PUBLISHED -> key.isOfType(type) || state.isHeld();
                  case RETIRING, REVOKED -> state.isHeld();
                  case ACTIVE, REMOVED -> false;
                });
  }

  /// Takes over a private key that the domain has already: from now on it is kept here, and goes
  /// through the same steps as one made here.
  ///
  /// @throws IOException where a file cannot be written
  public Progress adopt(Domain domain, Domain selector, Path file, KeyReading reading)
      throws IOException {
    if (reading instanceof KeyReading.Refused(var why)) {
      return new Progress.Refused(domain, new Progress.Refusal.KeyUnusable(file, why));
    }
    var key = ((KeyReading.Read) reading).key();
    return change(
        domain,
        new Naming.Fresh(),
        (state, now) -> {
          var taken = state.key(selector);
          if (taken.isPresent()) {
            return refused(state, new Progress.Refusal.SelectorTaken(taken.get()));
          }
          return add(state.released(), selector, key, now);
        });
  }

  /// Moves on whatever is on its way, as a timer does.
  ///
  /// @throws IOException where a file cannot be written
  public Progress advance(Domain domain) throws IOException {
    return change(domain, Optional.empty(), this::advance);
  }

  /// Notes how long after signing a signature of the domain holds (`x=`), so that no key is
  /// withdrawn before the last that it made has run out.
  ///
  /// @throws IOException where a file cannot be written
  public Progress limit(Domain domain, Duration validity) throws IOException {
    return change(
        domain,
        Optional.empty(),
        (state, _) -> {
          var limited = state.withValidity(validity);
          store.write(limited);
          return new Progress.Waits(limited, List.of(), Optional.empty());
        });
  }

  /// Undoes the latest step. Nothing moves afterwards until a person says so by [#rotate].
  ///
  /// @throws IOException where a file cannot be written
  public Progress undo(Domain domain) throws IOException {
    return change(domain, Optional.empty(), this::undo);
  }

  /// Takes a key out of use. A key that signs must have a successor that signs in its place, unless
  /// the domain is to sign no more.
  ///
  /// @param isCompromised whether others may have the key: it is withdrawn as soon as it has a
  ///     successor, although mail it signed is still on its way
  /// @param isLast whether the domain may stay without
  /// @throws IOException where a file cannot be written
  public Progress retire(Domain domain, Domain selector, boolean isCompromised, boolean isLast)
      throws IOException {
    return change(
        domain,
        Optional.empty(),
        (state, now) -> retire(state, selector, isCompromised, isLast, now));
  }

  /// What is done to a state.
  private interface Work {
    Progress on(KeyState state, Instant now) throws IOException;
  }

  private Progress change(Domain domain, Naming naming, Work work) throws IOException {
    return change(domain, Optional.of(naming), work);
  }

  /// @param naming that of a domain which is not known yet; empty where it must be known
  private Progress change(Domain domain, Optional<Naming> naming, Work work) throws IOException {
    if (naming.isEmpty() && store.read(domain) instanceof StateReading.Absent absent) {
      return new Progress.Unreadable(domain, absent);
    }
    try (var _ = store.lock(domain)) {
      return switch (store.read(domain)) {
        case StateReading.Read(var state) -> {
          var isOther = naming.isPresent() && !state.naming().equals(naming.get());
          yield isOther
              ? refused(state, new Progress.Refusal.OtherNaming(state.naming()))
              : work.on(state, clock.instant());
        }
        case StateReading.Absent absent ->
            naming.isPresent()
                ? work.on(KeyState.of(domain, naming.get()), clock.instant())
                : new Progress.Unreadable(domain, absent);
        case StateReading.Damaged damaged -> new Progress.Unreadable(domain, damaged);
        case StateReading.Closed closed -> new Progress.Unreadable(domain, closed);
      };
    }
  }

  private Progress make(KeyState state, KeyKind kind, Instant now) throws IOException {
    var type = KeyType.of(kind);
    return switch (state.naming()) {
      case Naming.Fresh fresh -> {
        var taken = state.keys().stream().map(DomainKey::selector).collect(Collectors.toSet());
        yield add(state, fresh.next(type, now, taken), maker.apply(kind), now);
      }
      case Naming.Alternating turns -> {
        var free = turns.next(state, type);
        if (free.isPresent()) {
          yield add(state, free.get(), maker.apply(kind), now);
        }
        var advanced = advance(state, now);
        yield advanced instanceof Progress.Waits(var after, var waits, var update)
            ? new Progress.Waits(
                after, with(waits, new Waiting.ForName(turns.inTheWay(state, type))), update)
            : advanced;
      }
    };
  }

  private static List<Waiting> with(List<Waiting> waits, Waiting one) {
    var all = new ArrayList<>(waits);
    all.add(one);
    return all;
  }

  /// Adds a pending key, and lets go of those that were removed.
  private Progress add(KeyState state, Domain selector, SigningKey key, Instant now)
      throws IOException {
    if (state.naming().recordName(selector, state.domain()).isEmpty()) {
      return refused(state, new Progress.Refusal.NameTooLong(selector));
    }
    var keys = new ArrayList<>(state.keys());
    keys.removeIf(one -> one.stage() == Stage.REMOVED);
    if (keys.size() >= KeyState.MOST_KEYS) {
      return refused(state, new Progress.Refusal.TooManyKeys(KeyState.MOST_KEYS));
    }
    var fresh = DomainKey.made(selector, key.publicKey(), now);
    keys.add(fresh);
    store.keep(state.domain(), fresh.file(), key);
    return took(Step.MAKE, state, state.after(Step.MAKE, keys), fresh);
  }

  private Progress advance(KeyState state, Instant now) throws IOException {
    var waits = new ArrayList<Waiting>();
    var noted = state;
    var update = Optional.<DynamicUpdate.Outcome>empty();
    for (var key : state.keys()) {
      var look = new KeyLook(survey, store, noted, key, now);
      noted = look.noted;
      if (look.next.isPresent() && !state.isHeld()) {
        return move(noted, look.key, look.next.get(), now);
      }
      look.waiting.ifPresent(waits::add);
      if (look.mustPublish) {
        update = publisher.publish(noted, look.key, look.zone);
      }
    }
    writeIfNew(noted);
    return new Progress.Waits(noted, waits, update);
  }

  private void writeIfNew(KeyState state) throws IOException {
    if (!(store.read(state.domain()) instanceof StateReading.Read(var written))
        || !written.equals(state)) {
      store.write(state);
    }
  }

  private Progress move(KeyState state, DomainKey key, Stage next, Instant now) throws IOException {
    var step =
        switch (next) {
          case PENDING -> Step.MAKE;
          case PUBLISHED -> Step.PUBLISH;
          case ACTIVE -> Step.ACTIVATE;
          case RETIRING -> Step.RETIRE;
          case REVOKED -> Step.REVOKE;
          case REMOVED -> Step.REMOVE;
        };
    var after = state.after(step, Rotation.moved(state, key, next, now));
    return took(step, state, after, after.key(key.selector()).orElseThrow());
  }

  /// Writes the state, then lets the DNS follow.
  private Progress took(Step step, KeyState before, KeyState after, DomainKey key)
      throws IOException {
    store.replace(before, after);
    var changes =
        switch (step) {
          case MAKE, REVOKE, REMOVE -> true;
          case RETIRE -> key.stage() == Stage.REMOVED;
          case PUBLISH, ACTIVATE -> false;
        };
    return new Progress.Took(
        step,
        key,
        after,
        changes ? publisher.publish(after, key, Optional.empty()) : Optional.empty());
  }

  private Progress undo(KeyState state, Instant now) throws IOException {
    if (state.undo().isEmpty()) {
      return refused(state, new Progress.Refusal.NothingToUndo());
    }
    var latest = state.undo().get();
    for (var key : latest.before()) {
      var signsAgain =
          key.stage() == Stage.ACTIVE
              && state.key(key.selector()).stream().noneMatch(one -> one.stage() == Stage.ACTIVE);
      if (signsAgain) {
        var seen = survey.directly(state.recordName(key), key.publicKey());
        if (!seen.everywhere(Sighting::isSame)) {
          return refused(state, new Progress.Refusal.RecordNotThere(key, seen));
        }
      }
    }
    var after = state.undone(latest.before());
    store.replace(state, after);
    var update = Optional.<DynamicUpdate.Outcome>empty();
    for (var key : state.keys()) {
      var back = after.key(key.selector());
      if (!back.equals(Optional.of(key)) && wantsOther(state, key, after, back)) {
        update =
            publisher.publish(
                after, back.orElseGet(() -> key.at(Stage.REMOVED, now)), Optional.empty());
      }
    }
    return new Progress.Undid(latest.step(), after, update);
  }

  private static boolean wantsOther(
      KeyState state, DomainKey key, KeyState after, Optional<DomainKey> back) {
    return !state.wanted(key).equals(back.flatMap(after::wanted));
  }

  private Progress retire(
      KeyState state, Domain selector, boolean isCompromised, boolean isLast, Instant now)
      throws IOException {
    var found = state.key(selector);
    if (found.isEmpty()) {
      return refused(state, new Progress.Refusal.NoSuchKey(selector));
    }
    var key = found.get();
    var marked =
        isCompromised ? state.noting(one -> one.equals(key) ? key.compromised() : one) : state;
    var named = marked.key(selector).orElseThrow();
    return switch (key.stage()) {
      case PENDING -> move(marked, named, Stage.REMOVED, now);
      case PUBLISHED -> move(marked, named, Stage.RETIRING, now);
      case ACTIVE -> {
        if (isLast || hasSuccessor(state, key)) {
          yield move(marked, named, Stage.RETIRING, now);
        }
        if (isCompromised) {
          store.write(marked);
          yield new Progress.Waits(marked, List.of(), Optional.empty());
        }
        yield refused(state, new Progress.Refusal.LastKey(key));
      }
      case RETIRING -> {
        if (isCompromised) {
          yield move(marked, named, Stage.REVOKED, now);
        }
        yield refused(state, new Progress.Refusal.AlreadyOut(key));
      }
      case REVOKED, REMOVED -> refused(state, new Progress.Refusal.AlreadyOut(key));
    };
  }

  /// Whether the domain signs on in a way that every verifier knows: with an RSA key.
  private static boolean hasSuccessor(KeyState state, DomainKey key) {
    return state.active().stream()
        .anyMatch(other -> !other.equals(key) && other.isOfType(KeyType.RSA));
  }

  private static Progress refused(KeyState state, Progress.Refusal why) {
    return new Progress.Refused(state.domain(), why);
  }
}

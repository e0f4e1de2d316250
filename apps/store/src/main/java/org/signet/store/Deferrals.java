package org.signet.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Remembers since when mail is put off, so that none is put off for ever: in memory, and in the
/// store, where other hosts see it and where it outlives a restart. The store is waited for a
/// moment at most, and not at all where others wait for it already; memory is enough.
public final class Deferrals {
  /// Kinds that are kept in memory; the eldest is forgotten first.
  public static final int MOST = 100_000;

  private static final Duration PATIENCE = Duration.ofMillis(250);

  /// Who may wait for the store at the same time.
  private static final int MOST_QUESTIONS = 4;

  /// What is asked of a store.
  private interface Asking {
    Optional<Instant> ask(Store store) throws StoreProblem;
  }

  private final SequencedMap<String, Instant> memory = new LinkedHashMap<>();
  private final Semaphore questions = new Semaphore(MOST_QUESTIONS);
  private final Supplier<Optional<Store>> store;
  private final Duration patience;

  /// @param store the store, while it is there: [Recorder#store()]
  public Deferrals(Supplier<Optional<Store>> store) {
    this(store, PATIENCE);
  }

  Deferrals(Supplier<Optional<Store>> store, Duration patience) {
    this.store = store;
    this.patience = patience;
  }

  /// The name of one kind of mail, made of what its tries have in common, such as the network that
  /// it comes from, the sender and the recipient. Nobody can read them in it.
  public static String attempt(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update((part.length() + " " + part).getBytes(ISO_8859_1));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Since when mail of this kind is put off; empty where it is not.
  public Optional<Instant> since(String attempt) {
    return earlier(remembered(attempt), ask(open -> open.deferredSince(attempt)));
  }

  /// Remembers that mail of this kind is put off, and answers since when: now, where it is new.
  public Instant firstSeen(String attempt, Instant now) {
    var first = remember(attempt, now);
    return earlier(Optional.of(first), ask(open -> Optional.of(open.defer(attempt, first))))
        .orElse(now);
  }

  /// Forgets what was put off first before this. The store does so by itself.
  public synchronized void forgetBefore(Instant time) {
    memory.values().removeIf(first -> first.isBefore(time));
  }

  private synchronized Optional<Instant> remembered(String attempt) {
    return Optional.ofNullable(memory.get(attempt));
  }

  private synchronized Instant remember(String attempt, Instant now) {
    var known = memory.putIfAbsent(attempt, now);
    if (memory.size() > MOST) {
      memory.pollFirstEntry();
    }
    return known == null ? now : known;
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && other.get().isAfter(one.get())
        ? one
        : other.or(() -> one);
  }

  /// What the store says in time; empty where it says nothing.
  private Optional<Instant> ask(Asking asking) {
    var open = store.get();
    if (open.isEmpty() || !questions.tryAcquire()) {
      return Optional.empty();
    }
    var task = new FutureTask<>(() -> asked(asking, open.get()));
    Thread.startVirtualThread(task);
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException _) {
      return Optional.empty();
    }
  }

  private Optional<Instant> asked(Asking asking, Store open) throws StoreProblem {
    try {
      return asking.ask(open);
    } finally {
      questions.release();
    }
  }
}

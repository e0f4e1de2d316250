package org.signet.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.signet.foundation.text.Domain;

/// Remembers what the TLS policy server answers, so that it can be told later what protected a
/// message. Who answers never waits: a thread of its own writes, and only what changed. While the
/// store is away answers wait, and the eldest are lost and counted where too many do.
public final class TlsAnswers {
  /// By how much the last time of an answer that stays the same may be behind in the store.
  public static final Duration STALE = Duration.ofMinutes(15);

  /// For how long after it was told an answer counts: a mail server asks once, and then tries one
  /// host after the other.
  private static final Duration COUNTS = Duration.ofHours(1);

  /// Domains whose answers are known in memory; that asked about the longest ago is forgotten
  /// first.
  static final int MOST_KNOWN = 50_000;

  static final int MOST_WAITING = 20_000;

  private static final int BATCH = 200;
  private static final Duration RETRY = Duration.ofSeconds(1);

  /// What was answered last about a domain.
  ///
  /// @param written the last time of it that the store has or will have
  private record Known(TlsAnswer answer, Instant written) {}

  /// What names a row of the store, for one host.
  private record Place(Domain domain, Instant first) {}

  private final Supplier<Optional<Store>> store;
  private final Duration retry;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SequencedMap<Domain, Known> known = new LinkedHashMap<>();
  private final SequencedMap<Place, TlsAnswer> waiting = new LinkedHashMap<>();
  private final Thread writer;
  private long lost;
  private boolean closed;

  private TlsAnswers(Supplier<Optional<Store>> store, Duration retry) {
    this.store = store;
    this.retry = retry;
    this.writer = Thread.ofVirtual().name("tls answers").unstarted(this::run);
  }

  /// Begins.
  ///
  /// @param store the store, while it is there: [Recorder#store()]
  public static TlsAnswers start(Supplier<Optional<Store>> store) {
    return start(store, RETRY);
  }

  static TlsAnswers start(Supplier<Optional<Store>> store, Duration retry) {
    var answers = new TlsAnswers(store, retry);
    answers.writer.start();
    return answers;
  }

  /// Those that were in force at a time, of the answers about one domain: one; several where hosts
  /// answered differently; none where nobody asked, or nobody remembers.
  public static List<TlsAnswer> at(Instant time, List<TlsAnswer> answers) {
    var then =
        answers.stream()
            .filter(one -> !one.first().isAfter(time) && !one.last().isBefore(time))
            .toList();
    if (!then.isEmpty()) {
      return then;
    }
    return answers.stream()
        .filter(one -> !one.first().isAfter(time))
        .filter(one -> !one.last().plus(COUNTS).isBefore(time))
        .max(Comparator.comparing(TlsAnswer::first))
        .stream()
        .toList();
  }

  /// The first time whose answers may matter for what was sent at this time.
  static Instant before(Instant time) {
    return time.minus(COUNTS);
  }

  /// Keeps what was answered. Never waits for the store, and never fails.
  ///
  /// @param domain the next hop that was asked about
  /// @param answer what the mail server got
  /// @param reason why, in words
  public void keep(Domain domain, String answer, TlsAnswer.Basis basis, String reason, Instant at) {
    lock.lock();
    try {
      var before = Optional.ofNullable(known.remove(domain));
      var now = next(before, new TlsAnswer(domain, basis, answer, reason, at, at));
      known.put(domain, now);
      if (known.size() > MOST_KNOWN) {
        put(known.pollFirstEntry().getValue().answer());
      }
    } finally {
      lock.unlock();
    }
  }

  /// What is known once this was told; what the store lacks of it waits from then on.
  private Known next(Optional<Known> before, TlsAnswer told) {
    if (before.isEmpty()) {
      put(told);
      return new Known(told, told.last());
    }
    var last = before.get();
    if (!last.answer.isLike(told)) {
      put(last.answer);
      put(told);
      return new Known(told, told.last());
    }
    var longer = last.answer.until(told.last());
    if (longer.last().isBefore(last.written.plus(STALE))) {
      return new Known(longer, last.written);
    }
    put(longer);
    return new Known(longer, longer.last());
  }

  private void put(TlsAnswer answer) {
    waiting.put(new Place(answer.domain(), answer.first()), answer);
    if (waiting.size() > MOST_WAITING) {
      waiting.pollFirstEntry();
      lost++;
    }
    changed.signal();
  }

  /// Answers that the store never got because too many waited.
  public long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /// Writes what the store lacks, and ends.
  ///
  /// @return whether that was done in time
  public boolean close(Duration patience) {
    lock.lock();
    try {
      known.values().stream()
          .filter(one -> one.answer.last().isAfter(one.written))
          .forEach(one -> put(one.answer));
      known.clear();
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      return writer.join(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Ends when it was closed and all is written; a store that stays away leaves it waiting, which
  /// costs nothing and holds no process.
  private void run() {
    for (var batch = take(); !batch.isEmpty(); batch = take()) {
      while (!write(batch)) {
        pause();
      }
    }
  }

  private boolean write(List<TlsAnswer> batch) {
    var open = store.get();
    if (open.isEmpty()) {
      return false;
    }
    try {
      open.get().keepAnswers(batch);
      return true;
    } catch (StoreProblem | RuntimeException _) {
      // Who keeps proofs in the same store tells of it.
      return false;
    }
  }

  /// The eldest that wait; empty at the end.
  private List<TlsAnswer> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      var taken = new ArrayList<TlsAnswer>();
      while (taken.size() < BATCH && !waiting.isEmpty()) {
        taken.add(waiting.pollFirstEntry().getValue());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Waits before the store is tried again, or until this is closed.
  private void pause() {
    lock.lock();
    try {
      boolean before = closed;
      for (long left = retry.toNanos(); left > 0 && closed == before; ) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}

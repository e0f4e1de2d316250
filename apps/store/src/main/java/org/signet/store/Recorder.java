package org.signet.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Writes messages into a store behind the back of who judged them: on a thread of its own, several
/// together. A store that is full, slow, read-only or gone delays nobody and fails nobody; messages
/// wait, and where too many wait, the oldest are lost and counted. One may be kept twice, where a
/// database took it and could not say so any more.
///
/// The thread is never interrupted, because H2 closes the files of a thread that is; one that a
/// database does not let go of is left behind.
public final class Recorder {
  /// Opens the store: at the start, and anew after each failure.
  public interface Opening {
    Store open() throws StoreProblem;
  }

  /// The same for tests, whose stores are worse than any database.
  interface AnyOpening {
    Shelf open() throws StoreProblem;
  }

  /// What became of the messages so far.
  ///
  /// @param kept in the store
  /// @param refused that the store never would take
  /// @param dropped that were lost because too many waited
  /// @param waiting that are not yet written
  /// @param works whether the store is open, took the last ones, and is not stuck with the next
  public record Counts(long kept, long refused, long dropped, int waiting, boolean works) {}

  private final AnyOpening opening;
  private final RecorderSettings settings;
  private final StoreObserver observer;
  private final InstantSource clock;
  private final Backlog backlog;
  private final Thread thread;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /// What was taken and not yet written.
  private volatile List<KeptMessage> batch = List.of();

  private volatile Optional<Shelf> shelf = Optional.empty();

  /// Empty while nobody knows.
  private volatile Optional<Boolean> works = Optional.empty();

  /// When the store is tried no more, once this is closed.
  private volatile long lastTry;

  /// Since when the store is at work; empty while it has nothing to do.
  private volatile Optional<Long> busySince = Optional.empty();

  private Duration retry;
  private long tidied = System.nanoTime();

  Recorder(
      AnyOpening opening, RecorderSettings settings, StoreObserver observer, InstantSource clock) {
    this.opening = opening;
    this.settings = settings;
    this.observer = observer;
    this.clock = clock;
    this.backlog = new Backlog(settings.waiting(), settings.waitingOctets());
    this.retry = settings.firstRetry();
    this.thread = Thread.ofPlatform().name("store").daemon().unstarted(this::run);
  }

  /// Begins. The store need not be there yet: it is opened by the recorder's own thread.
  public static Recorder start(
      Opening opening, RecorderSettings settings, StoreObserver observer, InstantSource clock) {
    return start((AnyOpening) opening::open, settings, observer, clock);
  }

  static Recorder start(
      AnyOpening opening, RecorderSettings settings, StoreObserver observer, InstantSource clock) {
    var recorder = new Recorder(opening, settings, observer, clock);
    recorder.thread.start();
    return recorder;
  }

  /// Keeps a message, when the store can. Never waits and never fails.
  public void keep(KeptMessage message) {
    backlog.add(message);
  }

  /// The store, to be asked; empty while it is not there.
  public Optional<Store> store() {
    return shelf.filter(Store.class::isInstance).map(Store.class::cast);
  }

  public Counts counts() {
    return new Counts(
        kept.get(),
        refused.get(),
        backlog.dropped(),
        backlog.size() + batch.size(),
        works.orElse(false) && !isStuck());
  }

  private boolean isStuck() {
    long longest = settings.lastRetry().toNanos();
    return busySince.filter(since -> System.nanoTime() - since > longest).isPresent();
  }

  /// Takes no more messages, writes those that wait, and closes the store.
  ///
  /// @return whether that was done in time; a store that fails is tried until then
  public boolean close(Duration patience) {
    lastTry = System.nanoTime() + patience.toNanos();
    backlog.close();
    try {
      return thread.join(patience) && counts().waiting() == 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The store is opened before there is a message, and again until it works, so that whoever
  /// watches over it knows.
  private void run() {
    while (true) {
      if (batch.isEmpty()) {
        batch =
            backlog.take(settings.batch(), works.orElse(false) ? untilTidying() : Duration.ZERO);
      }
      boolean isLast = batch.isEmpty() && backlog.isClosed();
      if (isLast || (!work() && isTooLate())) {
        break;
      }
    }
    closeShelf();
  }

  /// Writes what was taken; false where the store failed.
  private boolean work() {
    busySince = Optional.of(System.nanoTime());
    try {
      write(open());
      tell(Optional.empty());
      retry = settings.firstRetry();
      return true;
    } catch (StoreProblem e) {
      fail(e);
      return false;
    } catch (RuntimeException e) {
      fail(new StoreProblem("Signet has a fault: " + e + ". Report it, please.", e));
      return false;
    } finally {
      busySince = Optional.empty();
    }
  }

  private Shelf open() throws StoreProblem {
    if (shelf.isEmpty()) {
      shelf = Optional.of(opening.open());
    }
    return shelf.get();
  }

  private void write(Shelf open) throws StoreProblem {
    if (!batch.isEmpty()) {
      int count = batch.size();
      int not = open.keep(batch);
      kept.addAndGet(count - not);
      refused.addAndGet(not);
      batch = List.of();
    }
    if (untilTidying().isZero()) {
      tidy(open);
    }
  }

  /// Where there is more to forget than at once, messages are written in between.
  private void tidy(Shelf open) throws StoreProblem {
    if (!open.forget(settings.retention(), clock.instant())) {
      tidied = System.nanoTime();
      if (open.shrink()) {
        shelf = Optional.empty();
      }
    }
  }

  private Duration untilTidying() {
    var left = settings.tidying().minusNanos(System.nanoTime() - tidied);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private boolean isTooLate() {
    return backlog.isClosed() && System.nanoTime() - lastTry >= 0;
  }

  /// Begins anew after a while: a database that failed is not trusted with the next message.
  private void fail(StoreProblem why) {
    closeShelf();
    tell(Optional.of(why));
    boolean isEnding = backlog.isClosed();
    backlog.pause(isEnding ? settings.firstRetry() : retry);
    var next = retry.multipliedBy(2);
    retry = next.compareTo(settings.lastRetry()) > 0 ? settings.lastRetry() : next;
  }

  private void tell(Optional<StoreProblem> problem) {
    var before = works;
    works = Optional.of(problem.isEmpty());
    if (before.equals(works)) {
      return;
    }
    try {
      problem.ifPresentOrElse(observer::fails, observer::works);
    } catch (RuntimeException _) {
      // Whoever listens must not end this thread.
    }
  }

  private void closeShelf() {
    try {
      shelf.ifPresent(Shelf::close);
    } catch (RuntimeException _) {
      // It failed before; that it cannot be closed either is nothing new.
    }
    shelf = Optional.empty();
  }
}

package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A store that is full, slow or gone delays nobody: each test would not end, if it did.
@Timeout(60)
class RecorderTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(1);

  private static final RecorderSettings SETTINGS =
      new RecorderSettings(1_000, 1 << 20, 100, SHORT, SHORT, LONG, Retention.USUAL);

  private final Listener listener = new Listener();

  /// Hears what a recorder says, in order.
  private static final class Listener implements StoreObserver {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void works() {
      heard.add("works");
    }

    @Override
    public void fails(StoreProblem why) {
      heard.add("fails: " + why.getMessage());
    }

    String next() throws InterruptedException {
      return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
    }
  }

  /// A store in memory, as bad as a test wants it.
  private static class Box implements Shelf {
    final Queue<KeptMessage> kept = new ConcurrentLinkedQueue<>();
    final CountDownLatch forgot = new CountDownLatch(1);
    volatile boolean isClosed;

    @Override
    public int keep(List<KeptMessage> messages) throws StoreProblem {
      kept.addAll(messages);
      return 0;
    }

    @Override
    public boolean forget(Retention retention, Instant now) {
      forgot.countDown();
      return false;
    }

    @Override
    public boolean shrink() {
      isClosed = true;
      return true;
    }

    @Override
    public void close() {
      isClosed = true;
    }

    List<String> ids() {
      return kept.stream().map(KeptMessage::queueId).toList();
    }
  }

  private Recorder start(Recorder.AnyOpening opening, RecorderSettings settings) {
    return Recorder.start(opening, settings, listener, InstantSource.fixed(Made.NOON));
  }

  private static void keep(Recorder recorder, int from, int to) {
    IntStream.range(from, to).forEach(i -> recorder.keep(Made.message("m" + i, Made.NOON)));
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
  }

  @Test
  void everyMessageIsKeptInOrder() {
    var box = new Box();
    var recorder = start(() -> box, SETTINGS);
    keep(recorder, 0, 900);
    assertThat(recorder.close(LONG)).isTrue();
    assertThat(box.ids()).isEqualTo(ids(0, 900));
    assertThat(box.isClosed).isTrue();
    assertThat(recorder.counts()).isEqualTo(new Recorder.Counts(900, 0, 0, 0, true));
    assertThat(listener.heard).containsExactly("works");
  }

  /// Whoever watches over it sees that it works, also where no mail comes.
  @Test
  void theStoreIsOpenedBeforeThereIsAMessage() throws InterruptedException {
    var recorder = start(Box::new, SETTINGS);
    assertThat(listener.next()).isEqualTo("works");
    while (!recorder.counts().works()) {
      Thread.onSpinWait();
    }
    assertThat(recorder.close(LONG)).isTrue();
  }

  @Test
  void whatComesAfterTheEndIsLostAndCounted() {
    var recorder = start(Box::new, SETTINGS);
    assertThat(recorder.close(LONG)).isTrue();
    keep(recorder, 0, 3);
    assertThat(recorder.counts().dropped()).isEqualTo(3);
  }

  /// A store that lets nobody go until a test says so.
  private static final class Slow extends Box {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    @Override
    public int keep(List<KeptMessage> messages) throws StoreProblem {
      entered.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("the thread of a store was interrupted", e);
      }
      return super.keep(messages);
    }
  }

  @Test
  void aStoreThatBlocksDelaysNobodyAndTheOldestGiveWay() throws InterruptedException {
    var slow = new Slow();
    var recorder = start(() -> slow, SETTINGS);
    keep(recorder, 0, 1);
    slow.entered.await();
    keep(recorder, 1, 5_001);
    while (recorder.counts().works()) { // until it has hung for long enough to be noticed
      Thread.onSpinWait();
    }
    assertThat(recorder.counts()).isEqualTo(new Recorder.Counts(0, 0, 4_000, 1_001, false));
    slow.released.countDown();
    assertThat(recorder.close(LONG)).isTrue();
    var expected = new ArrayList<>(ids(0, 1));
    expected.addAll(ids(4_001, 5_001));
    assertThat(slow.ids()).isEqualTo(expected);
  }

  @Test
  void whatWaitsIsBoundedInOctetsToo() throws InterruptedException {
    var slow = new Slow();
    var recorder = start(() -> slow, SETTINGS);
    keep(recorder, 0, 1);
    slow.entered.await();
    var large = "x".repeat(400 << 10);
    for (int i = 0; i < 10; i++) {
      recorder.keep(Made.message("large" + i, Made.NOON, "mark", large));
    }
    assertThat(recorder.counts().dropped()).isEqualTo(8);
    slow.released.countDown();
    assertThat(recorder.close(LONG)).isTrue();
    assertThat(slow.ids()).containsExactly("m0", "large8", "large9");
  }

  @Test
  void aStoreThatBlocksForEverIsLeftBehind() throws InterruptedException {
    var slow = new Slow();
    var recorder = start(() -> slow, SETTINGS);
    keep(recorder, 0, 10);
    slow.entered.await();
    assertThat(recorder.close(SHORT)).isFalse();
    assertThat(recorder.counts().waiting()).isPositive();
    slow.released.countDown();
  }

  @Test
  void aStoreThatFailsIsToldOnceAndTriedAgain() throws InterruptedException {
    var failing = new CountDownLatch(20);
    var box = new Box();
    var recorder =
        start(
            () -> {
              failing.countDown();
              if (failing.getCount() > 0) {
                throw new StoreProblem("The disk is full. Make room.");
              }
              return box;
            },
            SETTINGS);
    keep(recorder, 0, 500);
    assertThat(listener.next()).isEqualTo("fails: The disk is full. Make room.");
    assertThat(listener.next()).isEqualTo("works");
    assertThat(recorder.close(LONG)).isTrue();
    assertThat(box.ids()).isEqualTo(ids(0, 500));
    assertThat(listener.heard).isEmpty();
  }

  /// Fails at every third time, whichever box it is then.
  private static final class Fragile extends Box {
    private final AtomicInteger times;
    private final List<KeptMessage> all;

    Fragile(AtomicInteger times, List<KeptMessage> all) {
      this.times = times;
      this.all = all;
    }

    @Override
    public int keep(List<KeptMessage> messages) throws StoreProblem {
      if (times.incrementAndGet() % 3 == 0) {
        throw new StoreProblem("Gone. Look for it.");
      }
      all.addAll(messages);
      return 0;
    }
  }

  /// What was being written when the store failed is written again.
  @Test
  void aFailureInTheMidstLosesNothing() {
    var times = new AtomicInteger();
    var all = new ArrayList<KeptMessage>();
    var boxes = new LinkedBlockingQueue<Box>();
    var recorder =
        start(
            () -> {
              var box = new Fragile(times, all);
              boxes.add(box);
              return box;
            },
            SETTINGS);
    keep(recorder, 0, 900);
    while (recorder.counts().kept() < 900) {
      Thread.onSpinWait();
    }
    recorder.close(LONG);
    assertThat(all).extracting(KeptMessage::queueId).isEqualTo(ids(0, 900));
    assertThat(boxes).hasSizeGreaterThan(1).allMatch(box -> box.isClosed);
  }

  @Test
  void aFaultOfOurOwnIsToldLikeAnyOther() throws InterruptedException {
    var recorder =
        start(
            () -> {
              throw new IllegalStateException("oh");
            },
            SETTINGS);
    keep(recorder, 0, 1);
    assertThat(listener.next()).startsWith("fails: Signet has a fault");
    assertThat(recorder.close(SHORT)).isFalse();
    assertThat(recorder.counts().waiting()).isEqualTo(1);
  }

  @Test
  void anObserverThatThrowsEndsNothing() {
    var box = new Box();
    var recorder =
        Recorder.start(
            (Recorder.AnyOpening) () -> box,
            SETTINGS,
            new StoreObserver() {
              @Override
              public void works() {
                throw new IllegalStateException("no ears");
              }

              @Override
              public void fails(StoreProblem why) {}
            },
            InstantSource.fixed(Made.NOON));
    keep(recorder, 0, 100);
    assertThat(recorder.close(LONG)).isTrue();
    assertThat(box.ids()).hasSize(100);
  }

  @Test
  void whatIsOldIsForgottenWithoutAnyMessage() throws InterruptedException {
    var boxes = new LinkedBlockingQueue<Box>();
    var settings = new RecorderSettings(10, 1_000, 10, SHORT, SHORT, SHORT, Retention.USUAL);
    var recorder =
        start(
            () -> {
              boxes.add(new Box());
              return boxes.element();
            },
            settings);
    while (boxes.size() < 3) {
      Thread.onSpinWait();
    }
    assertThat(recorder.close(LONG)).isTrue();
    assertThat(boxes.element().forgot.getCount()).isZero();
    assertThat(listener.heard).as("to shrink is no failure").containsExactly("works");
  }
}

package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.dns.Answer.Cause;
import org.signet.foundation.text.Domain;

class CachingResolverTest {
  private static final Domain EXAMPLE = Domain.of("example.com");

  private static final CachingResolver.Bounds BOUNDS =
      new CachingResolver.Bounds(
          100,
          Duration.ofSeconds(2),
          Duration.ofHours(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5));

  private final TestClock clock = new TestClock();

  private CachingResolver over(FakeUpstream upstream) {
    return new CachingResolver(upstream, BOUNDS, clock);
  }

  private static Answer<?> answer(String kind, long ttl) {
    var source = Answer.Source.direct(Security.UNCHECKED, Duration.ofSeconds(ttl));
    return switch (kind) {
      case "found" -> FakeUpstream.txt(EXAMPLE, "x", Duration.ofSeconds(ttl));
      case "no-data" -> new Answer.NoData<Rdata.Txt>(EXAMPLE, source);
      case "no-such-name" -> new Answer.NoSuchName<Rdata.Txt>(EXAMPLE, source);
      default -> new Answer.Failed<Rdata.Txt>(Cause.valueOf(kind), "x");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "found,        300,    300",
    "found,        1,      2",
    "found,        0,      0",
    "found,        999999, 3600",
    "no-data,      300,    300",
    "no-data,      0,      0",
    "no-such-name, 86400,  600",
    "TIMEOUT,      0,      5",
    "SERVFAIL,     0,      5",
    "REFUSED,      0,      5",
    "BOGUS,        0,      5",
    "MALFORMED,    0,      5",
    "TRUNCATED,    0,      5",
    "UNREACHABLE,  0,      5",
    "BUDGET,       0,      0",
    "NOT_RECORDED, 0,      0",
  })
  void anAnswerIsKeptForItsTerm(String kind, long ttl, long kept) {
    var answer = answer(kind, ttl);
    var upstream = new FakeUpstream(_ -> answer);
    var cache = over(upstream);
    assertThat(cache.lookup(EXAMPLE, Type.TXT)).isEqualTo(answer);
    if (kept > 0) {
      clock.pass(Duration.ofSeconds(kept).minusMillis(1));
      assertThat(cache.lookup(EXAMPLE, Type.TXT)).isEqualTo(answer);
      assertThat(upstream.asked).hasSize(1);
      clock.pass(Duration.ofMillis(1));
    }
    cache.lookup(EXAMPLE, Type.TXT);
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void failuresAreNotKeptForLong() {
    assertThatThrownBy(
            () ->
                new CachingResolver.Bounds(
                    1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(31)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void typesAndNamesAreKeptApart() {
    var upstream = new FakeUpstream(_ -> answer("no-data", 60));
    var cache = over(upstream);
    for (int i = 0; i < 2; i++) {
      cache.lookup(EXAMPLE, Type.TXT);
      cache.lookup(EXAMPLE, Type.A);
      cache.lookup(Domain.of("EXAMPLE.com"), Type.A);
      cache.lookup(Domain.of("example.org"), Type.A);
    }
    assertThat(upstream.asked).hasSize(3);
  }

  @Test
  void aTimeoutOfAnAskerInHasteIsNotKept() {
    var upstream = new FakeUpstream(_ -> answer("TIMEOUT", 0));
    var cache = over(upstream);
    cache.within(Duration.ZERO).lookup(EXAMPLE, Type.TXT);
    cache.lookup(EXAMPLE, Type.TXT);
    assertThat(upstream.asked).hasSize(2);
    cache.within(Duration.ofDays(1)).lookup(EXAMPLE, Type.TXT);
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void S17_27_aTimeoutOfAnInterruptedAskerIsNotKept() {
    var upstream = new FakeUpstream(_ -> answer("TIMEOUT", 0));
    var cache = over(upstream);
    Thread.currentThread().interrupt();
    cache.lookup(EXAMPLE, Type.TXT);
    assertThat(Thread.interrupted()).isTrue();
    cache.lookup(EXAMPLE, Type.TXT);
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void whoAsksAtTheSameTimeWaitsForTheFirst() throws InterruptedException {
    var release = new CountDownLatch(1);
    var upstream =
        new FakeUpstream(
            _ -> {
              try {
                release.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return answer("found", 0);
            });
    var cache = over(upstream);
    var heard = new ConcurrentLinkedQueue<Answer<?>>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      threads.add(Thread.ofVirtual().start(() -> heard.add(cache.lookup(EXAMPLE, Type.TXT))));
    }
    for (var thread : threads) {
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    // Somebody who will not wait is not held up.
    assertThat(cache.within(Duration.ZERO).lookup(EXAMPLE, Type.TXT))
        .isInstanceOf(Answer.Failed.class);
    release.countDown();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(heard).hasSize(50).allMatch(answer("found", 0)::equals);
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void anExceptionReleasesWhoWaits() {
    var upstream =
        new FakeUpstream(
            _ -> {
              throw new IllegalStateException("a bug");
            });
    var cache = over(upstream);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> cache.lookup(EXAMPLE, Type.TXT))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /// A flood of names, or of large answers, neither fills the memory nor drives out what is
  /// asked for.
  @Test
  void S17_26_theCacheIsBounded() {
    var upstream = new FakeUpstream(question -> FakeUpstream.txt(question.name(), "x", day()));
    var cache = over(upstream);
    cache.lookup(EXAMPLE, Type.TXT);
    for (int i = 0; i < 1000; i++) {
      cache.lookup(Domain.of("n" + i + ".example"), Type.TXT);
      cache.lookup(EXAMPLE, Type.TXT);
    }
    assertThat(upstream.asked).hasSize(1001);
    cache.lookup(Domain.of("n1.example"), Type.TXT);
    assertThat(upstream.asked).hasSize(1002);
  }

  @Test
  void largeAnswersCountForSeveral() {
    var generations = new Generations<Integer, List<Integer>>(100);
    for (int i = 0; i < 1000; i++) {
      generations.put(i, List.of(i), 1 + i % 20);
      assertThat(generations.weight()).isLessThanOrEqualTo(120);
      assertThat(generations.get(i)).contains(List.of(i));
    }
  }

  private static Duration day() {
    return Duration.ofDays(1);
  }
}

package org.signet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InOrderTest {
  @Test
  void resultsComeInTheOrderOfTheirWork() {
    var taken = new ArrayList<Integer>();
    var later = new CountDownLatch(1);
    var work = new InOrder<Integer>(3, taken::add);
    work.start(
        () -> {
          later.await();
          return 0;
        });
    work.start(
        () -> {
          later.countDown();
          return 1;
        });
    for (int i = 2; i < 100; i++) {
      int number = i;
      assertThat(work.start(() -> number)).isTrue();
    }
    work.finish();
    assertThat(taken).hasSize(100).isSorted();
  }

  @Test
  void noMoreThanAFewAreUnderWay() {
    var taken = new ArrayList<Integer>();
    var work = new InOrder<Integer>(4, taken::add);
    for (int started = 1; started <= 50; started++) {
      work.start(asTask(started));
      assertThat(started - taken.size()).isLessThan(4);
    }
    work.finish();
    assertThat(taken).hasSize(50);
  }

  @Test
  void whoHasEnoughGetsNoMore() {
    var taken = new ArrayList<Integer>();
    var work = new InOrder<Integer>(1, number -> taken.add(number) && number < 2);
    int number = 0;
    while (work.start(asTask(++number))) {}
    work.finish();
    assertThat(taken).containsExactly(1, 2);
  }

  private static Callable<Integer> asTask(int number) {
    return () -> number;
  }
}

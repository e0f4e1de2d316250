package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void neverIsBeyondTheLifeOfTheProgram() {
    assertThat(Deadline.never().left()).isGreaterThan(Duration.ofDays(36_000));
    assertThat(Deadline.never().leftMillis()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).hasPassed()).isFalse();
  }

  @Test
  void whatHasPassedLeavesNothing() {
    assertThat(Deadline.in(Duration.ofDays(-1)).hasPassed()).isTrue();
    assertThat(Deadline.in(Duration.ZERO).left()).isEqualTo(Duration.ZERO);
    assertThat(Deadline.in(Duration.ZERO).leftMillis()).isZero();
    assertThat(Deadline.in(Duration.ofHours(1)).leftMillis()).isBetween(1, 3_600_000);
  }

  @Test
  void theEarlierOfTwoHolds() {
    var soon = Deadline.in(Duration.ofSeconds(1));
    assertThat(soon.orEarlier(Deadline.never())).isEqualTo(soon);
    assertThat(Deadline.never().orEarlier(soon)).isEqualTo(soon);
  }
}

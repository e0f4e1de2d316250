package org.signet.guard.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.signet.guard.hosting.HostingPlan.Change;
import org.signet.guard.hosting.HostingPlan.Step;
import org.signet.guard.hosting.PolicyHistory.Served;
import org.signet.mtasts.Mode;

/// The way to a policy that binds, and back, by dates.
class HostingPlanTest {
  private static final Instant DAY_0 = Instant.parse("2026-11-01T00:00:00Z");

  private static Instant day(int number) {
    return DAY_0.plus(Duration.ofDays(number));
  }

  private static Served served(int since, Mode mode, int days) {
    return new Served(day(since), mode, Duration.ofDays(days), "id" + since);
  }

  private static PolicyHistory history(Served... policies) {
    return new PolicyHistory(List.of(policies));
  }

  private static Step serve(int from, Mode mode, int days) {
    return new Step(day(from), new Change.Serve(mode, Duration.ofDays(days)));
  }

  private static Step remove(int from) {
    return new Step(day(from), new Change.Remove());
  }

  @Test
  void theWayBeginsWithATrial() {
    assertThat(HostingPlan.towardsEnforce(history(), day(3)))
        .containsExactly(
            serve(3, Mode.TESTING, 1), serve(17, Mode.ENFORCE, 7), serve(31, Mode.ENFORCE, 30));
  }

  @Test
  void aTrialLastsAFortnight() {
    var testing = history(served(0, Mode.TESTING, 1));
    assertThat(HostingPlan.towardsEnforce(testing, day(3)))
        .containsExactly(serve(14, Mode.ENFORCE, 7), serve(28, Mode.ENFORCE, 30));
    assertThat(HostingPlan.towardsEnforce(testing, day(40)))
        .containsExactly(serve(40, Mode.ENFORCE, 7), serve(54, Mode.ENFORCE, 30));
  }

  @Test
  void whatIsEnforcedForLongIsDone() {
    var first = history(served(0, Mode.TESTING, 1), served(14, Mode.ENFORCE, 7));
    assertThat(HostingPlan.towardsEnforce(first, day(15)))
        .containsExactly(serve(28, Mode.ENFORCE, 30));
    assertThat(HostingPlan.towardsEnforce(history(served(0, Mode.ENFORCE, 90)), day(1))).isEmpty();
  }

  @Test
  void afterAWayBackItBeginsAnew() {
    var gone = history(served(0, Mode.ENFORCE, 7), served(9, Mode.NONE, 1));
    assertThat(HostingPlan.towardsEnforce(gone, day(30))).startsWith(serve(30, Mode.TESTING, 1));
  }

  @Test
  void theWayBackWaitsUntilEveryPolicyIsForgotten() {
    assertThat(HostingPlan.towardsNone(history(), day(0))).isEmpty();
    assertThat(HostingPlan.towardsNone(history(served(0, Mode.ENFORCE, 30)), day(5)))
        .containsExactly(serve(5, Mode.NONE, 1), remove(35));
    var back = history(served(0, Mode.ENFORCE, 30), served(5, Mode.NONE, 1));
    assertThat(HostingPlan.towardsNone(back, day(6))).containsExactly(remove(35));
    assertThat(HostingPlan.towardsNone(back, day(50))).containsExactly(remove(50));
  }

  /// A policy that was replaced by one with a shorter life is remembered for its own.
  @Test
  void theLongestMemoryCounts() {
    var shortened =
        history(served(0, Mode.ENFORCE, 90), served(10, Mode.ENFORCE, 1), served(20, Mode.NONE, 1));
    assertThat(HostingPlan.towardsNone(shortened, day(21))).containsExactly(remove(100));
  }

  /// Whoever does each step on its day never takes away what somebody still remembers.
  @Test
  void noStepStrandsMail() {
    for (int now = 0; now < 120; now++) {
      var until = day(now);
      var policies =
          Stream.of(
                  served(0, Mode.TESTING, 1),
                  served(14, Mode.ENFORCE, 7),
                  served(28, Mode.ENFORCE, 30),
                  served(60, Mode.NONE, 1))
              .filter(one -> !one.since().isAfter(until))
              .toArray(Served[]::new);
      var removal = HostingPlan.towardsNone(history(policies), until).getLast();
      assertThat(removal.from()).isAfterOrEqualTo(until);
      for (int i = 0; i < policies.length; i++) {
        var end = i + 1 < policies.length ? policies[i + 1].since() : until;
        if (policies[i].mode() != Mode.NONE) {
          assertThat(removal.from()).isAfterOrEqualTo(end.plus(policies[i].maxAge()));
        }
      }
    }
  }
}

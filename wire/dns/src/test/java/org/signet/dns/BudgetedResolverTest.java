package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signet.dns.Answer.Cause;
import org.signet.dns.Answer.Failed;
import org.signet.dns.Answer.Found;
import org.signet.foundation.text.Domain;

class BudgetedResolverTest {
  private static final Domain EXAMPLE = Domain.of("example.com");

  private final TestClock clock = new TestClock();

  private BudgetedResolver over(Resolver upstream) {
    return new BudgetedResolver(upstream, BudgetedResolver.Budget.OF_A_MESSAGE, clock);
  }

  /// Takes this long for each answer.
  private FakeUpstream slow(Duration each) {
    return new FakeUpstream(
        question -> {
          clock.pass(each);
          return FakeUpstream.txt(question.name(), "x", Duration.ofMinutes(1));
        });
  }

  private static Answer<?> ask(Resolver dns, int number) {
    return dns.lookup(Domain.of("n" + number + ".example"), Type.TXT);
  }

  private static Cause cause(Answer<?> answer) {
    return ((Failed<?>) answer).cause();
  }

  @Test
  void whatWasHeardIsKnownAfterwards() {
    var dns =
        new BudgetedResolver(
            slow(Duration.ZERO), new BudgetedResolver.Budget(1, Duration.ofSeconds(30)), clock);
    var found = ask(dns, 1);
    var refused = ask(dns, 2);
    assertThat(ask(dns, 1)).isEqualTo(found);
    assertThat(dns.heard())
        .isEqualTo(
            Map.of(
                new Question<>(Domain.of("n1.example"), Type.TXT), found,
                new Question<>(Domain.of("n2.example"), Type.TXT), refused));
  }

  @Test
  void twoHundredQuestionsAreAnsweredAndNotOneMore() {
    var dns = over(slow(Duration.ZERO));
    for (int i = 0; i < 200; i++) {
      assertThat(ask(dns, i)).isInstanceOf(Found.class);
    }
    assertThat(cause(ask(dns, 200))).isEqualTo(Cause.BUDGET);
    assertThat(cause(ask(dns.within(Duration.ofDays(1)), 201))).isEqualTo(Cause.BUDGET);
    assertThat(ask(dns, 7)).isInstanceOf(Found.class);
    assertThat(dns.questions()).isEqualTo(200);
  }

  @Test
  void theSameQuestionIsAskedOnce() {
    var upstream = slow(Duration.ZERO);
    var dns = over(upstream);
    for (int i = 0; i < 300; i++) {
      dns.lookup(EXAMPLE, Type.TXT);
      dns.within(Duration.ofSeconds(5)).lookup(EXAMPLE, Type.TXT);
    }
    assertThat(upstream.asked).hasSize(1);
    assertThat(dns.questions()).isEqualTo(1);
  }

  @Test
  void thirtySecondsAreAnsweredAndNotOneMore() {
    var upstream = slow(Duration.ofSeconds(10));
    var dns = over(upstream);
    for (int i = 0; i < 3; i++) {
      assertThat(ask(dns, i)).isInstanceOf(Found.class);
      clock.pass(Duration.ofMinutes(1)); // the body arrives slowly
    }
    assertThat(dns.spent()).isEqualTo(Duration.ofSeconds(30));
    assertThat(cause(ask(dns, 3))).isEqualTo(Cause.BUDGET);
    assertThat(upstream.patiences)
        .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(10));
  }

  @Test
  void aTimeoutAtTheEndOfTheTimeIsTheBudget() {
    var upstream =
        new FakeUpstream(
            _ -> {
              clock.pass(Duration.ofSeconds(30));
              return new Failed<Rdata.Txt>(Cause.TIMEOUT, "x");
            });
    assertThat(cause(ask(over(upstream), 1))).isEqualTo(Cause.BUDGET);
  }

  @Test
  void timeSpentSideBySideCountsOnce() {
    // The answer to the first question asks the second, so that both are under way.
    var dns = new BudgetedResolver[1];
    var inner = new FakeUpstream(_ -> answerAfter(Duration.ofSeconds(4)));
    var upstream =
        new FakeUpstream(
            question -> {
              if (question.name().equals(EXAMPLE)) {
                dns[0].lookup(Domain.of("second.example"), Type.TXT);
                return answerAfter(Duration.ofSeconds(3));
              }
              return inner.lookup(question.name(), question.type());
            });
    dns[0] = over(upstream);
    dns[0].lookup(EXAMPLE, Type.TXT);
    assertThat(dns[0].spent()).isEqualTo(Duration.ofSeconds(7));
    assertThat(dns[0].questions()).isEqualTo(2);
  }

  private Answer<?> answerAfter(Duration duration) {
    clock.pass(duration);
    return new Found<>(
        EXAMPLE,
        List.of(new Rdata.Txt(List.of("x"))),
        Answer.Source.direct(Security.UNCHECKED, Duration.ZERO));
  }
}

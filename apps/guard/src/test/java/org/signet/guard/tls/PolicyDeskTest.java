package org.signet.guard.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Domain;
import org.signet.guard.tls.PostfixAnswer.Said;
import org.signet.store.TlsAnswer.Basis;

class PolicyDeskTest {
  private static final PostfixAnswer DANE =
      new PostfixAnswer(new Said.Level("dane-only"), Basis.DANE, "It pins.");
  private static final PostfixAnswer NOTHING =
      new PostfixAnswer(new Said.Nothing(), Basis.NOTHING, "None.");
  private static final PostfixAnswer WAIT =
      new PostfixAnswer(new Said.Wait(), Basis.UNDETERMINED, "The DNS fails.");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-25T12:00:00Z"));
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicReference<PostfixAnswer> found = new AtomicReference<>(DANE);
  private final List<String> late = Collections.synchronizedList(new ArrayList<>());

  private final TlsPolicyNews news =
      new TlsPolicyNews() {
        @Override
        public void late(Domain domain) {
          late.add(domain.text());
        }
      };

  private PolicyDesk desk() {
    return new PolicyDesk(
        _ -> {
          lookups.incrementAndGet();
          return found.get();
        },
        news,
        Duration.ofMinutes(1),
        now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void anAnswerIsRememberedForAMinuteAndAnAbsenceToo() {
    var desk = desk();
    for (var answer : List.of(DANE, NOTHING)) {
      found.set(answer);
      var domain = answer.said().words() + ".example";
      int before = lookups.get();
      assertThat(desk.answer(domain).text()).isEqualTo(answer.reply().text());
      pass(PolicyDesk.TERM.minusMillis(1));
      assertThat(desk.answer(domain).text()).isEqualTo(answer.reply().text());
      assertThat(lookups.get()).isEqualTo(before + 1);
      pass(Duration.ofMillis(1));
      desk.answer(domain);
      assertThat(lookups.get()).isEqualTo(before + 2);
    }
  }

  @Test
  void whatIsForeignIsNotLookedUp() {
    var desk = desk();
    assertThat(desk.answer(".example").text()).isEqualTo("NOTFOUND ");
    assertThat(desk.answer("[mx.example]").text()).isEqualTo("NOTFOUND ");
    assertThat(lookups).hasValue(0);
  }

  @Test
  void aLevelStaysWhileNothingCanBeFoundOutAndThenMailWaits() {
    var desk = desk();
    desk.answer("d.example");
    found.set(WAIT);
    pass(PolicyDesk.TERM);
    assertThat(desk.answer("d.example").text()).isEqualTo("OK dane-only");
    pass(PolicyDesk.STALE);
    assertThat(desk.answer("d.example").text()).isEqualTo("TEMP The DNS fails.");
    found.set(NOTHING);
    pass(PolicyDesk.UNDETERMINED_TERM);
    assertThat(desk.answer("d.example").text()).isEqualTo("NOTFOUND ");
  }

  @Test
  void anAbsenceDoesNotStayWhileNothingCanBeFoundOut() {
    var desk = desk();
    found.set(NOTHING);
    desk.answer("d.example");
    found.set(WAIT);
    pass(PolicyDesk.TERM);
    assertThat(desk.answer("d.example").text()).isEqualTo("TEMP The DNS fails.");
  }

  @Test
  void aSlowLookUpIsAskedOnceAndGoesOnAfterMailWasToldToWait() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    var slow =
        new PolicyDesk(
            _ -> {
              lookups.incrementAndGet();
              begun.countDown();
              await(go);
              return DANE;
            },
            new TlsPolicyNews() {
              @Override
              public void late(Domain domain) {
                late.add(domain.text());
              }

              @Override
              public void lookedUp(Domain domain, PostfixAnswer answer, Duration took) {
                done.countDown();
              }
            },
            Duration.ofMillis(1),
            now::get);
    assertThat(slow.answer("d.example").text()).startsWith("TEMP ");
    begun.await();
    assertThat(slow.answer("d.example").text()).startsWith("TEMP ");
    assertThat(late).containsExactly("d.example", "d.example");
    go.countDown();
    done.await();
    while (!slow.answer("d.example").text().equals("OK dane-only")) {
      Thread.onSpinWait();
    }
    assertThat(lookups).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBugIsTold() {
    var failures = new ArrayList<Throwable>();
    var desk =
        new PolicyDesk(
            _ -> {
              throw new IllegalStateException("oops");
            },
            new TlsPolicyNews() {
              @Override
              public void failed(Throwable why) {
                failures.add(why);
              }
            },
            Duration.ofMinutes(1),
            now::get);
    assertThat(desk.answer("d.example").text()).startsWith("TEMP ");
    assertThat(failures).hasSize(1);
  }
}

package org.signet.dns;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.signet.dns.Answer.Cause;

/// Has a question that several threads ask at the same time asked once: the first asks it, the
/// others wait for what it hears.
///
/// A time-out that tells of the first asker's haste, and not of the DNS, is not passed on: one of
/// those that wait then asks for itself.
final class Flights {
  private static final class Flight {
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile Optional<Answer<?>> answer = Optional.empty();
  }

  private final Map<Question<?>, Flight> flights = new ConcurrentHashMap<>();

  /// Asks `upstream`, or waits for the thread that does.
  ///
  /// @param deadline how long this asker waits, and `upstream` for it
  /// @param keep is given an answer that holds for others too
  <R extends Rdata> Answer<R> ask(
      Question<R> question, Resolver upstream, Deadline deadline, Consumer<Answer<R>> keep) {
    while (true) {
      var own = new Flight();
      var other = flights.putIfAbsent(question, own);
      if (other == null) {
        return fly(question, upstream, own, deadline, keep);
      }
      try {
        if (!other.landed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
          return new Answer.Failed<>(Cause.TIMEOUT, Cause.TIMEOUT.words());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return new Answer.Failed<>(Cause.TIMEOUT, Cause.TIMEOUT.words());
      }
      if (other.answer.isPresent()) {
        return question.own(other.answer.get());
      }
    }
  }

  private <R extends Rdata> Answer<R> fly(
      Question<R> question,
      Resolver upstream,
      Flight flight,
      Deadline deadline,
      Consumer<Answer<R>> keep) {
    try {
      var answer = upstream.lookup(question.name(), question.type());
      if (!isHasty(answer, deadline)) {
        keep.accept(answer);
        flight.answer = Optional.of(answer);
      }
      return answer;
    } finally {
      flights.remove(question, flight);
      flight.landed.countDown();
    }
  }

  private static boolean isHasty(Answer<?> answer, Deadline deadline) {
    return answer instanceof Answer.Failed<?>(var cause, _)
        && cause == Cause.TIMEOUT
        && (deadline.hasPassed() || Thread.currentThread().isInterrupted());
  }
}

package org.signet.mtasts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.signet.foundation.text.Domain;

/// Has what several threads want to know of a domain at the same time asked once: the first asks,
/// the others wait for what it hears. Where it was interrupted, or failed, the next one asks.
final class Flights<T> {
  private static final class Flight<T> {
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile Optional<T> result = Optional.empty();
  }

  private final Map<Domain, Flight<T>> flights = new ConcurrentHashMap<>();

  T fly(Domain domain, Supplier<T> question) {
    while (true) {
      var own = new Flight<T>();
      var other = flights.putIfAbsent(domain, own);
      if (other == null) {
        return asked(domain, own, question);
      }
      try {
        other.landed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return question.get();
      }
      if (other.result.isPresent()) {
        return other.result.get();
      }
    }
  }

  private T asked(Domain domain, Flight<T> flight, Supplier<T> question) {
    try {
      var result = question.get();
      if (!Thread.currentThread().isInterrupted()) {
        flight.result = Optional.of(result);
      }
      return result;
    } finally {
      flights.remove(domain, flight);
      flight.landed.countDown();
    }
  }
}

package org.signet.cli;

import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/// Work on several things at once, whose results come out in the order in which they went in. No
/// more than a few are under way, so that memory stays bounded however many there are.
///
/// @param <T> the results
final class InOrder<T> {
  private final int most;
  private final Predicate<T> taker;
  private final ArrayDeque<FutureTask<T>> underWay = new ArrayDeque<>();

  /// @param most pieces of work that are under way at once
  /// @param taker takes a result, and answers whether there shall be more
  InOrder(int most, Predicate<T> taker) {
    this.most = most;
    this.taker = taker;
  }

  /// Starts a piece of work, where necessary after waiting for the oldest; answers whether there
  /// shall be more.
  boolean start(Callable<T> work) {
    var task = new FutureTask<>(work);
    underWay.add(task);
    Thread.startVirtualThread(task);
    return underWay.size() < most || take();
  }

  /// Waits for all that is under way.
  void finish() {
    while (!underWay.isEmpty() && take()) {}
  }

  private boolean take() {
    try {
      return taker.test(underWay.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}

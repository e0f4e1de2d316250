package org.signet.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// Work on several things at the same time, each on a virtual thread of its own.
///
/// An interrupt of the caller is passed on to all of it; the work must then end by itself, and is
/// waited for. The caller stays interrupted.
public final class SideBySide {
  private SideBySide() {}

  /// The results, in the order of the items.
  public static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    var tasks = new ArrayList<FutureTask<R>>();
    var threads = new ArrayList<Thread>();
    for (var item : items) {
      var task = new FutureTask<>(() -> work.apply(item));
      tasks.add(task);
      threads.add(Thread.ofVirtual().start(task));
    }
    var results = new ArrayList<R>();
    var wasInterrupted = false;
    while (results.size() < tasks.size()) {
      try {
        results.add(tasks.get(results.size()).get());
      } catch (InterruptedException _) {
        wasInterrupted = true;
        threads.forEach(Thread::interrupt);
      } catch (ExecutionException bug) {
        throw new IllegalStateException(bug.getCause());
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
    return results;
  }
}

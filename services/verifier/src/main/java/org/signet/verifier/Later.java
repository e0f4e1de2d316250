package org.signet.verifier;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A value that a virtual thread of its own is finding out meanwhile.
final class Later<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private Later(Callable<T> work) {
    task = new FutureTask<>(work);
    thread = Thread.startVirtualThread(task);
  }

  static <T> Later<T> start(Callable<T> work) {
    return new Later<>(work);
  }

  /// Waits for the value. What interrupts this thread interrupts the work too, which then ends
  /// early with an honest "unknown"; this thread stays interrupted.
  T join() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        } catch (ExecutionException e) {
          throw asUnchecked(Objects.requireNonNull(e.getCause()));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException asUnchecked(Throwable cause) {
    return switch (cause) {
      case RuntimeException bug -> bug;
      case Error error -> throw error;
      default -> new IllegalStateException(cause);
    };
  }
}

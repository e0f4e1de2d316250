package org.signet.dkim;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.signet.dns.Answer;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;

/// A question for a key that is asked once, by whoever comes first: the thread that was started for
/// it, or the one that needs the answer.
public final class PendingLookup implements Runnable {
  private final Domain name;
  private final FutureTask<KeyLookup> task;

  public PendingLookup(Resolver dns, Domain name) {
    this.name = name;
    this.task = new FutureTask<>(() -> KeyLookup.ask(dns, name));
  }

  @Override
  public void run() {
    task.run();
  }

  /// The answer; asks or waits for it. An interrupt meanwhile is a question that nobody answered in
  /// time.
  public KeyLookup answer() {
    task.run();
    try {
      return task.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return KeyLookup.of(name, new Answer.Failed<>(Answer.Cause.TIMEOUT, "interrupted"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a resolver does not throw", e.getCause());
    }
  }
}

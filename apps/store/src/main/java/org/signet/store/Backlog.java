package org.signet.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Messages that wait to be written: bounded, the oldest give way. Nobody who adds one ever waits
/// for more than a look at a queue.
final class Backlog {
  private final int most;
  private final long mostOctets;
  private final Deque<KeptMessage> messages = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long octets;
  private long dropped;
  private boolean closed;

  Backlog(int most, long mostOctets) {
    this.most = most;
    this.mostOctets = mostOctets;
  }

  void add(KeptMessage message) {
    lock.lock();
    try {
      if (closed) {
        dropped++;
        return;
      }
      messages.addLast(message);
      octets += message.proof().length();
      while (messages.size() > most || octets > mostOctets) {
        octets -= messages.removeFirst().proof().length();
        dropped++;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The oldest ones, removed; waits for one, until some time has passed or nothing will come.
  List<KeptMessage> take(int count, Duration patience) {
    lock.lock();
    try {
      await(patience, () -> closed || !messages.isEmpty());
      var taken = new ArrayList<KeptMessage>(Math.min(count, messages.size()));
      while (taken.size() < count && !messages.isEmpty()) {
        var message = messages.removeFirst();
        octets -= message.proof().length();
        taken.add(message);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Waits some time, or until this is closed.
  void pause(Duration time) {
    lock.lock();
    try {
      boolean before = closed;
      await(time, () -> closed != before);
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration patience, BooleanSupplier isEnough) {
    long left = patience.toNanos();
    while (left > 0 && !isEnough.getAsBoolean()) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Takes no more; what waits can still be taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }

  /// Messages that gave way.
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}

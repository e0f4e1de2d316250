package org.signet.milter;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/// Sends signs of progress until the answer is ready.
final class Ticker implements Progress, AutoCloseable {
  private final Wire wire;
  private final ReentrantLock turn = new ReentrantLock();
  private boolean over;

  Ticker(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void tick() {
    turn.lock();
    try {
      if (!over) {
        wire.write(new PacketBuffer().add('p').view());
      }
    } catch (IOException _) {
      over = true; // the session will see for itself
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    turn.lock();
    over = true;
    turn.unlock();
  }
}

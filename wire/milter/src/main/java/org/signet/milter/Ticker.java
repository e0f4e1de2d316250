package org.signet.milter;

import java.io.IOException;

/// Sends signs of progress until the answer is ready. Who sends one holds up the answer, so that
/// none comes behind it.
final class Ticker implements Progress, AutoCloseable {
  private final Wire wire;
  private boolean over;

  Ticker(Wire wire) {
    this.wire = wire;
  }

  @Override
  public synchronized void tick() {
    if (over) {
      return;
    }
    try {
      wire.write(new PacketBuffer().add('p').view());
    } catch (IOException _) {
      over = true; // the session will see for itself
    }
  }

  @Override
  public synchronized void close() {
    over = true;
  }
}

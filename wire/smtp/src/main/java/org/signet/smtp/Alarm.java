package org.signet.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Closes a connection that waits for too long, from outside: the time limit of a socket holds for
/// one read only, not for a line, a TLS record or a handshake that comes octet by octet, and not
/// for writing.
final class Alarm implements AutoCloseable {
  private enum State {
    SET,
    RUNG,
    STOPPED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.SET);
  private final Thread sleeper;

  private Alarm(Closeable connection, Duration after) {
    this.sleeper = Thread.ofVirtual().unstarted(() -> ring(connection, after));
  }

  static Alarm set(Closeable connection, Duration after) {
    var alarm = new Alarm(connection, after);
    alarm.sleeper.start();
    return alarm;
  }

  private void ring(Closeable connection, Duration after) {
    try {
      Thread.sleep(after);
      if (state.compareAndSet(State.SET, State.RUNG)) {
        connection.close();
      }
    } catch (InterruptedException | IOException _) {
      // Stopped in time; or of no more use anyway.
    }
  }

  /// Whether it was this that ended the connection.
  boolean rang() {
    return state.get() == State.RUNG;
  }

  @Override
  public void close() {
    if (state.compareAndSet(State.SET, State.STOPPED)) {
      sleeper.interrupt();
    }
  }
}

package org.signet.milter;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// Ends a connection from outside: when it waits for too long, or the server stops. The
/// connection's thread says what it waits for; another one looks. A channel of a unix socket has no
/// time limit of its own.
final class Watch {
  private final SocketChannel channel;
  private Optional<Wait> wait = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private boolean stopping;

  /// @param deadline by [System#nanoTime]
  /// @param atRest whether nothing is lost when the wait is cut short
  private record Wait(Ending.Phase phase, long deadline, boolean atRest) {}

  Watch(SocketChannel channel) {
    this.channel = channel;
  }

  synchronized void begin(Ending.Phase phase, long deadline, boolean atRest) {
    wait = Optional.of(new Wait(phase, deadline, atRest));
    if (stopping && atRest) {
      cut(new Ending.Stopped());
    }
  }

  synchronized void end() {
    wait = Optional.empty();
  }

  /// Cuts the connection if it waited for too long.
  synchronized void look(long now) {
    wait.filter(one -> now - one.deadline > 0)
        .ifPresent(one -> cut(new Ending.TimedOut(one.phase)));
  }

  /// Cuts the connection when it next waits between messages.
  synchronized void stopAtRest() {
    stopping = true;
    if (wait.filter(Wait::atRest).isPresent()) {
      cut(new Ending.Stopped());
    }
  }

  synchronized void stopNow() {
    cut(new Ending.Stopped());
  }

  private void cut(Ending why) {
    if (ending.isEmpty()) {
      ending = Optional.of(why);
    }
    try {
      channel.close();
    } catch (IOException _) {
      // It is of no more use anyway.
    }
  }

  /// Why the connection was cut, if it was.
  synchronized Optional<Ending> why() {
    return ending;
  }
}

package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// One line that tells a waiting person what is being done. It appears on a terminal only, and only
/// after a second.
final class Progress implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 1_000;
  private static final long BEAT_MILLIS = 250;
  private static final int MOST_COLUMNS = 72;
  private static final String CLEAR = "\r\u001b[K";

  private final OutputStream err;
  private final boolean isShown;
  private String doing = "";
  private int done;
  private boolean isClosed;
  private boolean isOnScreen;

  Progress(Surroundings surroundings) {
    err = surroundings.err();
    isShown = surroundings.errIsTerminal();
    if (isShown) {
      Thread.ofPlatform().daemon().name("progress").start(this::run);
    }
  }

  /// What is being done now, as in "checking inbox#12".
  synchronized void doing(String what) {
    doing = what;
  }

  /// A message is done and about to be printed.
  synchronized void done() {
    done++;
    clear();
  }

  private synchronized void run() {
    try {
      long pause = PATIENCE_MILLIS;
      while (!isClosed) {
        wait(pause);
        pause = BEAT_MILLIS;
        if (!isClosed) {
          show();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    var count = done == 0 ? "" : String.format(Locale.ROOT, "%,d done, ", done);
    var line = "signet: " + count + doing + " …";
    var cut = line.length() <= MOST_COLUMNS ? line : line.substring(0, MOST_COLUMNS) + "…";
    write(CLEAR + cut);
    isOnScreen = true;
  }

  private void clear() {
    if (isOnScreen) {
      write(CLEAR);
      isOnScreen = false;
    }
  }

  private void write(String text) {
    try {
      err.write(text.getBytes(UTF_8));
    } catch (IOException _) {
      isClosed = true;
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    clear();
    notifyAll();
  }
}

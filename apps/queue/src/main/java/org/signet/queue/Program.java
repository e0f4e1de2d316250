package org.signet.queue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.signet.foundation.text.Ascii;

/// A program of the mail server, which is run, read and ends.
record Program(List<String> words) {
  /// How long it may take: a queue may be large, and its disk slow.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int MOST_SAID = 300;

  /// Reads what a program prints.
  interface Reader {
    void read(InputStream in) throws IOException;
  }

  Program {
    words = List.copyOf(words);
  }

  /// Runs it, and hands over what it prints.
  void run(Reader reader) throws QueueProblem {
    Process process;
    try {
      process = new ProcessBuilder(words).start();
    } catch (IOException e) {
      throw new QueueProblem(words.getFirst() + " cannot be started: " + e.getMessage());
    }
    var clock = Thread.startVirtualThread(() -> endInTime(process));
    var said = new ByteArrayOutputStream();
    var listener = Thread.startVirtualThread(() -> listen(process, said));
    try (var in = new BufferedInputStream(process.getInputStream())) {
      process.getOutputStream().close();
      reader.read(in);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      process.destroyForcibly();
      throw new QueueProblem(words.getFirst() + " cannot be read: " + e.getMessage());
    }
    int exit = process.onExit().join().exitValue();
    clock.interrupt();
    join(listener);
    if (exit != 0) {
      var text = Ascii.printable(said.toString(ISO_8859_1).strip(), MOST_SAID);
      throw new QueueProblem(
          words.getFirst() + (text.isEmpty() ? " ended with " + exit : " says: " + text));
    }
  }

  private static void endInTime(Process process) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      // It has ended.
    }
  }

  private static void listen(Process process, ByteArrayOutputStream said) {
    try (var err = process.getErrorStream()) {
      said.writeBytes(err.readNBytes(MOST_SAID));
      err.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // It said no more.
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

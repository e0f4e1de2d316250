package org.signet.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Ownership.Why;
import org.signet.message.Address;

/// Asks a command who owns what: it reads the login and the address, a line each, and ends with
/// 0 where the login owns it, 1 where not, and anything else where it cannot tell. No shell is
/// between, and nothing of the message is an argument.
public final class OwnersCommand implements Owners {
  /// Commands that run at once.
  public static final int MOST_AT_ONCE = 16;

  private static final int SHOWN = 200;

  private final List<String> command;
  private final Duration patience;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  /// @param command the program and its arguments
  /// @param patience how long an answer may take, the wait for a free place included
  public OwnersCommand(List<String> command, Duration patience) {
    this.command = List.copyOf(command);
    this.patience = patience;
  }

  @Override
  public Ownership ask(String login, Address address) {
    if (hasControls(login) || hasControls(address.toString())) {
      return new Ownership.Unknown(new Why.Trouble("a name with control characters"));
    }
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return timedOut();
      }
      try {
        return run(login + '\n' + address + '\n', deadline);
      } finally {
        free.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return timedOut();
    } catch (IOException e) {
      return new Ownership.Unknown(
          new Why.Trouble(Ascii.printable(String.valueOf(e.getMessage()), SHOWN)));
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
  }

  private Ownership run(String question, long deadline) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      tell(process, question);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return timedOut();
      }
      return switch (process.exitValue()) {
        case 0 -> new Ownership.Owns();
        case 1 -> new Ownership.DoesNotOwn();
        default ->
            new Ownership.Unknown(
                new Why.Trouble(command.getFirst() + " ended with " + process.exitValue()));
      };
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /// The question fits a pipe's buffer, so that a command that does not read holds up nobody; one
  /// that has ended already did not want it.
  private static void tell(Process process, String question) {
    try (var out = process.getOutputStream()) {
      out.write(question.getBytes(ISO_8859_1));
    } catch (IOException _) {
      // what it ended with tells
    }
  }

  private Ownership timedOut() {
    return new Ownership.Unknown(new Why.TimedOut(patience));
  }
}

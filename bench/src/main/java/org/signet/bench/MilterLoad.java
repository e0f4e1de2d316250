package org.signet.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.signet.testing.ScriptedMta;

/// Sends messages through a milter as Postfix does, each over a connection of its own, and tells
/// how many a second pass, how long one takes, and what it costs the filter. For any filter, so
/// that ours and others are measured in the same way: `bench/run milter`.
final class MilterLoad {
  /// A step of the protocol: the bit by which a filter does not hear it, and the bit by which it
  /// does not answer it.
  private enum Step {
    CONNECT(0x1, 0x1000),
    HELO(0x2, 0x2000),
    MAIL(0x4, 0x4000),
    RCPT(0x8, 0x8000),
    DATA(0x200, 0x1_0000),
    FIELD(0x20, 0x80),
    END_OF_HEADER(0x40, 0x4_0000),
    BODY(0x10, 0x8_0000);

    private final int unheard;
    private final int unanswered;

    Step(int unheard, int unanswered) {
      this.unheard = unheard;
      this.unanswered = unanswered;
    }
  }

  private record Mail(List<String> fields, List<String> body) {
    static Mail read(Path file) throws IOException {
      var text =
          new String(Files.readAllBytes(file), ISO_8859_1)
              .replace("\r\n", "\n")
              .replace("\n", "\r\n");
      int end = text.indexOf("\r\n\r\n");
      var fields = Pattern.compile("\r\n(?![ \t])").splitAsStream(text.substring(0, end)).toList();
      var body = new ArrayList<String>();
      for (int from = end + 4; from < text.length(); from += PIECE) {
        body.add(text.substring(from, Math.min(text.length(), from + PIECE)));
      }
      return new Mail(fields, body);
    }
  }

  private static final int PIECE = 65_535;

  private final SocketAddress target;
  private final List<Mail> mails;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private MilterLoad(SocketAddress target, List<Mail> mails) {
    this.target = target;
    this.mails = mails;
  }

  /// `TARGET CONNECTIONS MESSAGES PIDS FILE…`, where PIDS are those of the filter, with commas
  /// between.
  public static void main(String... arguments) throws Exception {
    var mails = new ArrayList<Mail>();
    for (var file : Arrays.asList(arguments).subList(4, arguments.length)) {
      mails.add(Mail.read(Path.of(file)));
    }
    int messages = Integer.parseInt(arguments[2]);
    var load = new MilterLoad(Processes.address(arguments[0]), mails);
    double before = Processes.cpuMillis(arguments[3]);
    long began = System.nanoTime();
    var times = load.run(Integer.parseInt(arguments[1]), messages);
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpu = (Processes.cpuMillis(arguments[3]) - before) / messages;
    System.out.printf(
        "%d messages, %.0f a second; ms: median %.2f, 99%% %.2f; CPU of the filter %.3f ms each%n",
        messages,
        messages / seconds,
        times[messages / 2] / 1e6,
        times[messages * 99 / 100] / 1e6,
        cpu);
  }

  /// The time that each message took, sorted, in nanoseconds.
  private long[] run(int connections, int messages) throws InterruptedException {
    var times = new long[messages];
    var threads =
        Stream.generate(() -> Thread.ofPlatform().unstarted(() -> send(times)))
            .limit(connections)
            .toList();
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a message failed", failure.get());
    }
    Arrays.sort(times);
    return times;
  }

  private void send(long[] times) {
    try {
      for (int i = next.getAndIncrement(); i < times.length; i = next.getAndIncrement()) {
        long began = System.nanoTime();
        send(mails.get(i % mails.size()));
        times[i] = System.nanoTime() - began;
      }
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    }
  }

  private void send(Mail mail) throws IOException {
    try (var mta = ScriptedMta.connect(target)) {
      int protocol = mta.negotiate().protocol();
      mta.macros('C', "j", "mx.example.org", "{daemon_name}", "smtpd");
      say(mta, protocol, Step.CONNECT, () -> mta.client("sender.example", "203.0.113.20"));
      say(mta, protocol, Step.HELO, () -> mta.command('H', "sender.example"));
      say(mta, protocol, Step.MAIL, () -> mta.command('M', "<a@bench.example>"));
      say(mta, protocol, Step.RCPT, () -> mta.command('R', "<u@good.example>"));
      say(mta, protocol, Step.DATA, () -> mta.command('T'));
      mta.macros('N', "i", "0123456789AB");
      for (var field : mail.fields) {
        int colon = field.indexOf(':');
        var name = field.substring(0, colon);
        say(mta, protocol, Step.FIELD, () -> mta.command('L', name, field.substring(colon + 1)));
      }
      say(mta, protocol, Step.END_OF_HEADER, () -> mta.command('N'));
      for (var piece : mail.body) {
        say(mta, protocol, Step.BODY, () -> mta.packet('B', piece));
      }
      mta.macros('E', "i", "0123456789AB").command('E').replies();
      mta.command('Q').send();
    }
  }

  private static void say(ScriptedMta mta, int protocol, Step step, Runnable command)
      throws IOException {
    if ((protocol & step.unheard) != 0) {
      return;
    }
    command.run();
    if ((protocol & step.unanswered) == 0) {
      mta.replies();
    }
  }
}

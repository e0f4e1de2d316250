package org.signet.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// Asks a socketmap server as the `smtp` processes of Postfix do, each over a connection that stays
/// open, and tells how many questions a second it answers and what one costs it; for any server:
/// `bench/run socketmap`.
final class SocketmapLoad {
  private final String target;
  private final List<String> keys;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private SocketmapLoad(String target, List<String> keys) {
    this.target = target;
    this.keys = keys;
  }

  /// `TARGET CONNECTIONS QUESTIONS PIDS KEY…`, where PIDS are those of the server, with commas
  /// between.
  public static void main(String... arguments) throws Exception {
    int questions = Integer.parseInt(arguments[2]);
    var load =
        new SocketmapLoad(arguments[0], Arrays.asList(arguments).subList(4, arguments.length));
    double before = Processes.cpuMillis(arguments[3]);
    long began = System.nanoTime();
    var times = load.run(Integer.parseInt(arguments[1]), questions);
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpu = (Processes.cpuMillis(arguments[3]) - before) / questions;
    System.out.printf(
        "%d questions, %.0f a second; ms: median %.3f, 99%% %.3f; CPU of the server %.4f ms each;"
            + " %s%n",
        questions,
        questions / seconds,
        times[questions / 2] / 1e6,
        times[questions * 99 / 100] / 1e6,
        cpu,
        new TreeMap<>(load.statuses));
  }

  /// The time that each question took, sorted, in nanoseconds.
  private long[] run(int connections, int questions) throws InterruptedException {
    var times = new long[questions];
    var threads =
        Stream.generate(() -> Thread.ofPlatform().unstarted(() -> ask(times)))
            .limit(connections)
            .toList();
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a question failed", failure.get());
    }
    Arrays.sort(times);
    return times;
  }

  private void ask(long[] times) {
    try (var channel = SocketChannel.open(Processes.address(target))) {
      var in = new BufferedInputStream(Channels.newInputStream(channel));
      for (int i = next.getAndIncrement(); i < times.length; i = next.getAndIncrement()) {
        long began = System.nanoTime();
        var question = "signet " + keys.get(i % keys.size());
        var netstring = question.length() + ":" + question + ",";
        channel.write(ByteBuffer.wrap(netstring.getBytes(ISO_8859_1)));
        var answer = read(in);
        times[i] = System.nanoTime() - began;
        int blank = answer.indexOf(' ');
        var status = blank < 0 ? answer : answer.substring(0, blank);
        statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
      }
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    }
  }

  private static String read(InputStream in) throws IOException {
    int length = 0;
    for (int c = in.read(); c != ':'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server ended the connection");
      }
      length = 10 * length + c - '0';
    }
    var text = new String(in.readNBytes(length), ISO_8859_1);
    in.read();
    return text;
  }
}

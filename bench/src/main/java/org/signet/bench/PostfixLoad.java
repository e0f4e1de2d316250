package org.signet.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.signet.milter.Conversation;
import org.signet.milter.Listen;
import org.signet.milter.MailFilter;
import org.signet.milter.MessageFilter;
import org.signet.milter.MilterServer;
import org.signet.milter.Needs;
import org.signet.milter.Observer;
import org.signet.milter.Settings;
import org.signet.milter.Step;
import org.signet.milter.Verdict;
import org.signet.testing.Postfix;

/// Sends messages through a Postfix that asks a filter, end to end, and tells how many a second it
/// takes: without a filter, with one that does nothing, and with each that is named; in turns, so
/// that what else the machine does falls on all alike: `bench/run postfix`.
final class PostfixLoad {
  private static final int ROUNDS = 5;

  private final Map<String, InetSocketAddress> ports = new LinkedHashMap<>();
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  private PostfixLoad() {}

  /// `SESSIONS MESSAGES FILE NAME=MILTER…`, as in `8 2000 letter.eml signet=inet:127.0.0.1:8891`.
  public static void main(String... arguments) throws Exception {
    int sessions = Integer.parseInt(arguments[0]);
    int messages = Integer.parseInt(arguments[1]);
    var filters = Arrays.asList(arguments).subList(3, arguments.length);
    new PostfixLoad().measure(sessions, messages, Path.of(arguments[2]), filters);
  }

  private void measure(int sessions, int messages, Path message, List<String> filters)
      throws IOException, InterruptedException {
    var anywhere =
        Settings.on(Listen.Tcp.local(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    try (var nothing = MilterServer.start(anywhere, new DoesNothing(), Observer.NONE)) {
      var named = new LinkedHashMap<String, String>();
      named.put("none", "");
      named.put("null", nothing.listening().getFirst().toString());
      for (var filter : filters) {
        int equals = filter.indexOf('=');
        named.put(filter.substring(0, equals), filter.substring(equals + 1));
      }
      var setup =
          Postfix.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 25))
              .set("default_transport", "discard:");
      named.values().forEach(milters -> setup.listen(Map.of("smtpd_milters", milters)));
      try (var postfix = setup.start()) {
        named.keySet().forEach(name -> ports.put(name, postfix.address(ports.size())));
        round(sessions, messages, message); // to warm up
        for (int round = 0; round < ROUNDS; round++) {
          round(sessions, messages, message).forEach(this::note);
        }
      }
    }
    tell();
  }

  /// Messages a second through each.
  private Map<String, Double> round(int sessions, int messages, Path message)
      throws IOException, InterruptedException {
    var round = new LinkedHashMap<String, Double>();
    for (var port : ports.entrySet()) {
      round.put(port.getKey(), messages / send(sessions, messages, message, port.getValue()));
    }
    return round;
  }

  private void note(String name, double rate) {
    rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(rate);
  }

  /// Sends, and returns how many seconds it took.
  private static double send(int sessions, int messages, Path file, InetSocketAddress port)
      throws IOException, InterruptedException {
    var command =
        List.of(
            "smtp-source",
            "-4",
            "-s",
            Integer.toString(sessions),
            "-m",
            Integer.toString(messages),
            "-M",
            "sender.example",
            "-f",
            "a@bench.example",
            "-t",
            "u@good.example",
            "-F",
            file.toString(),
            "127.0.0.1:" + port.getPort());
    long began = System.nanoTime();
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("smtp-source failed");
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private void tell() {
    double nothing = median("null");
    rates
        .keySet()
        .forEach(
            name ->
                System.out.printf(
                    "%-20s %7.0f messages a second, %3.0f %% of the filter that does nothing%n",
                    name, median(name), 100 * median(name) / nothing));
  }

  private double median(String name) {
    return rates.getOrDefault(name, List.of()).stream()
        .sorted()
        .skip(ROUNDS / 2)
        .findFirst()
        .orElseThrow();
  }

  /// Hears all of a message, and lets it pass.
  private static final class DoesNothing implements MailFilter {
    @Override
    public Needs needs() {
      return Needs.nothing()
          .hearing(Step.CONNECT, Step.HELO, Step.RECIPIENT, Step.FIELD, Step.BODY);
    }

    @Override
    public MessageFilter begin(Conversation conversation) {
      return _ -> Verdict.deliver();
    }
  }
}

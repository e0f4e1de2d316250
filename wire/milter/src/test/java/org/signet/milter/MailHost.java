package org.signet.milter;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpSink;
import org.signet.testing.SmtpTalk;

/// A Postfix that asks the filter of a test about all mail, and delivers it where the test sees it.
final class MailHost implements AutoCloseable {
  /// How Postfix asks.
  enum Way {
    TCP,
    UNIX,
    /// By version 2 of the protocol.
    OLD,
    /// And waits for no more than [#PATIENCE].
    IMPATIENT,
    /// And refuses a message for now where it gets no answer.
    DELAYING,
    /// And accepts a message where it gets no answer.
    ACCEPTING;

    private Map<String, String> settings() {
      return switch (this) {
        case TCP, UNIX, DELAYING -> Map.of();
        case OLD -> Map.of("milter_protocol", "2");
        case IMPATIENT -> Map.of("milter_content_timeout", PATIENCE.toSeconds() + "s");
        case ACCEPTING -> Map.of("milter_default_action", "accept");
      };
    }
  }

  static final Duration PATIENCE = Duration.ofSeconds(2);

  static final String FROM = "alice@boats.example";
  static final String TO = "bob@harbour.example";

  private static final List<String> FIELDS =
      List.of(
          "Received: from a by b;\r\n\tWed, 25 Nov 2026 09:00:00 +0000",
          "From: Alice <alice@boats.example>",
          "Subject:no space",
          "X-Spaces:   three  \t",
          "X-Tab:\ttab",
          "X-Folded: one\r\n\ttwo\r\n  three \r\n four",
          "X-Folded-First:\r\n one",
          "X-Octets: \u00e9\u00ff\u0080 \u00c3\u00a9",
          "X-Percent: %s%n%%",
          "X-Twice: 1",
          "x-twice:2",
          "X-TWICE:  3",
          "X-Empty:",
          "X-Blank: ",
          "Date: Wed, 25 Nov 2026 09:00:00 +0000");

  static final String BODY = "Hello\r\n.\r\n..\r\n\r\nlast \t\r\n\r\n";

  /// Changed by the next test.
  private volatile FakeFilter filter = new FakeFilter();

  private int test;
  private final Deque<Closeable> opened = new ArrayDeque<>();
  private final Map<Way, Served> servers = new EnumMap<>(Way.class);
  private final SmtpSink sink;
  private final Postfix postfix;

  MailHost() throws IOException {
    var folder = Files.createTempDirectory("milter");
    opened.push(() -> Files.delete(folder));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    sink = SmtpSink.open();
    opened.push(sink::close);
    var configuration = Postfix.to(sink.address());
    for (var way : Way.values()) {
      var served = new Served(current(), Settings.on(place(way, folder)));
      opened.push(served::close);
      servers.put(way, served);
      var settings = new HashMap<>(way.settings());
      settings.put("smtpd_milters", served.server.listening().getFirst().toString());
      configuration.listen(settings);
    }
    postfix = configuration.start();
    opened.push(postfix::close);
  }

  private static Listen place(Way way, Path folder) {
    var everybody = PosixFilePermissions.fromString("rw-rw-rw-");
    return way == Way.TCP ? Served.local() : new Listen.Unix(folder.resolve("" + way), everybody);
  }

  private MailFilter current() {
    return new MailFilter() {
      @Override
      public Needs needs() {
        return filter.needs();
      }

      @Override
      public Decision connected(Conversation conversation) {
        return filter.connected(conversation);
      }

      @Override
      public Decision greeted(Conversation conversation) {
        return filter.greeted(conversation);
      }

      @Override
      public MessageFilter begin(Conversation conversation) {
        return filter.begin(conversation);
      }
    };
  }

  /// Begins a test: this filter is asked, and another message sent.
  void ask(FakeFilter next) {
    filter = next;
    test++;
  }

  MilterServer server(Way way) {
    return Objects.requireNonNull(servers.get(way)).server;
  }

  /// A client that has greeted.
  SmtpTalk client(Way way) throws IOException {
    var client = SmtpTalk.connect(postfix.address(List.of(Way.values()).indexOf(way)));
    client.say("EHLO client.example");
    return client;
  }

  private String id() {
    return "Message-ID: <" + test + "@boats.example>";
  }

  /// The fields of the test's message.
  List<String> fields() {
    var all = new ArrayList<>(FIELDS);
    all.add(id());
    return all;
  }

  String message() {
    return String.join("\r\n", fields()) + "\r\n\r\n" + BODY;
  }

  /// Sends the test's message, and answers the reply.
  String send(Way way) throws IOException {
    try (var client = client(way)) {
      return client.send(FROM, TO, message());
    }
  }

  /// The test's message, once it is delivered.
  SmtpSink.Delivery delivered() throws InterruptedException {
    while (true) {
      var delivery = sink.take();
      if (delivery.message().contains(id())) {
        return delivery;
      }
    }
  }

  /// The fields of a message, folded as they are, from the top.
  static List<String> fields(SmtpSink.Delivery delivery) {
    var header = delivery.message().substring(0, delivery.message().indexOf("\r\n\r\n"));
    return Pattern.compile("\r\n(?![ \t])").splitAsStream(header).toList();
  }

  /// How many messages Postfix keeps for a person.
  long held() throws IOException {
    return postfix.queued("hold");
  }

  @Override
  public void close() throws IOException {
    for (var one : opened) one.close();
  }
}

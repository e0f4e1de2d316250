package org.signet.milter;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /// Changed by the next test.
  private volatile FakeFilter filter = new FakeFilter();

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

  /// Asks this filter from now on.
  void ask(FakeFilter next) {
    filter = next;
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

  /// The next message that is delivered and holds the text.
  SmtpSink.Delivery delivered(String text) throws InterruptedException {
    while (true) {
      var delivery = sink.take();
      if (delivery.message().contains(text)) {
        return delivery;
      }
    }
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

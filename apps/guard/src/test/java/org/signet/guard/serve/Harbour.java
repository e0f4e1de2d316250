package org.signet.guard.serve;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.signet.dns.Resolver;
import org.signet.guard.Configuration;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpSink;
import org.signet.testing.SmtpTalk;
import org.signet.verifier.World;

/// A mail server with its guard: the Postfix of harbour.example, which takes mail from strangers at
/// one port and from its own people at another, and passes all of it to where the test sees it.
final class Harbour implements AutoCloseable {
  /// The DNS that the guard sees, and the time in which it lives.
  static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  /// The ports of Postfix; a test may have more.
  static final int STRANGERS = 0;

  static final int PEOPLE = 1;
  static final int MORE = 2;

  private final Deque<Closeable> opened = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private final SmtpSink sink;
  final Postfix postfix;
  final GuardServer guard;

  Harbour(String toml, Resolver dns) throws IOException, Misconfigured {
    this(toml, World.of(dns, () -> NOW));
  }

  Harbour(String toml, World world) throws IOException, Misconfigured {
    this(toml, world, (_, _) -> {});
  }

  /// @param more sets up more of Postfix, which is told where the guard listens
  Harbour(String toml, World world, BiConsumer<Postfix.Configuration, String> more)
      throws IOException, Misconfigured {
    guard =
        GuardServer.start(
            configuration(toml),
            world,
            SignedWorld.of(world),
            new MessageLog(this::log),
            this::done);
    opened.push(guard::close);
    var milter = guard.listening().getFirst().toString();
    sink = SmtpSink.open();
    opened.push(sink::close);
    var setup =
        Postfix.to(sink.address())
            .set("smtpd_authorized_xclient_hosts", "127.0.0.0/8")
            .set("milter_default_action", "tempfail")
            .set("relay_domains", "harbour.example")
            .listen(Map.of("smtpd_milters", milter))
            .listen(Map.of("smtpd_milters", milter, "milter_macro_daemon_name", "ORIGINATING"));
    more.accept(setup, milter);
    postfix = setup.start();
    opened.push(postfix::close);
  }

  static Configuration configuration(String toml) {
    return switch (Configuration.read("signet.toml", toml)) {
      case Configuration.Reading.Read(var configuration) -> configuration;
      case Configuration.Reading.Wrong(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  private void log(String line) {
    synchronized (log) {
      log.add(line);
    }
  }

  List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /// The last line of the log about a message.
  String lastLine() {
    return log().stream().filter(line -> line.startsWith("message ")).toList().getLast();
  }

  private void done(Done message) {
    synchronized (done) {
      done.add(message);
    }
  }

  /// What the guard did with each message.
  List<Done> handled() {
    synchronized (done) {
      return List.copyOf(done);
    }
  }

  /// What it did last.
  Done last() {
    synchronized (done) {
      return done.getLast();
    }
  }

  /// How many messages the guard has handled.
  int count() {
    synchronized (done) {
      return done.size();
    }
  }

  /// Where strangers bring their mail.
  InetSocketAddress door() {
    return postfix.address(STRANGERS);
  }

  /// Sends a message as a stranger from an address, and answers what is said at its end.
  String fromStranger(String address, String helo, String from, String message) throws IOException {
    try (var client = stranger(STRANGERS, address, helo)) {
      return client.send(from, "bob@harbour.example", message);
    }
  }

  /// Sends these octets behind DATA, then QUIT, and answers all that is said from then on.
  List<String> fromStrangerAtOnce(int port, String address, String helo, String from, String octets)
      throws IOException {
    try (var client = stranger(port, address, helo)) {
      client.say("MAIL FROM:<" + from + '>');
      client.say("RCPT TO:<bob@harbour.example>");
      client.say("DATA");
      return client.last(octets + "QUIT\r\n");
    }
  }

  /// A client at this address, whoever the test is.
  SmtpTalk stranger(int port, String address, String helo) throws IOException {
    var client = SmtpTalk.connect(postfix.address(port));
    client.say("EHLO test");
    client.say("XCLIENT ADDR=" + address + " NAME=[UNAVAILABLE]");
    client.say("EHLO " + helo);
    return client;
  }

  /// Sends a message as one of the harbour's own people.
  String fromOwn(String from, String message) throws IOException {
    try (var client = SmtpTalk.connect(postfix.address(PEOPLE))) {
      client.say("EHLO laptop");
      return client.send(from, "carol@boats.example", message);
    }
  }

  /// Gives a message back, as a content filter on the same host does.
  String fromFilter(String from, String message) throws IOException {
    try (var client = SmtpTalk.connect(postfix.address(STRANGERS))) {
      client.say("EHLO localhost");
      return client.send(from, "bob@harbour.example", message);
    }
  }

  /// The next message that is delivered.
  SmtpSink.Delivery delivered() throws InterruptedException {
    return sink.take();
  }

  @Override
  public void close() throws IOException {
    for (var one : opened) {
      one.close();
    }
  }

  static Path root() {
    return Path.of(System.getProperty("signet.root"));
  }
}

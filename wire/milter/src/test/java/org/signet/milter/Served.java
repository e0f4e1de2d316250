package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.signet.testing.ScriptedMta;
import org.signet.testing.ScriptedMta.Reply;

/// A server with a filter, on a free port of this host, and what its observer heard.
final class Served implements AutoCloseable, Observer {
  static final Duration LONG = Duration.ofMinutes(1);

  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  final Semaphore refusals = new Semaphore(0);
  final MilterServer server;

  Served(MailFilter filter) throws IOException {
    this(filter, Settings.on(local()));
  }

  Served(MailFilter filter, Settings settings) throws IOException {
    server = MilterServer.start(settings, filter, this);
  }

  static Listen local() {
    return Listen.Tcp.local(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static Settings settings(int connections, Duration negotiation, Duration packet, Duration idle) {
    return new Settings(List.of(local()), connections, negotiation, packet, idle);
  }

  SocketAddress address() {
    return switch (server.listening().getFirst()) {
      case Listen.Tcp(var address, _) -> address;
      case Listen.Unix(var path, _) -> UnixDomainSocketAddress.of(path);
    };
  }

  ScriptedMta connect() throws IOException {
    return ScriptedMta.connect(address());
  }

  /// An MTA that waits for answers at the end alone, with a client that has greeted.
  ScriptedMta begin() throws IOException {
    var mta = connect();
    mta.negotiate();
    return mta.client("mail.example.com", "192.0.2.1").command('H', "mail.example.com");
  }

  /// Sends a small message, and answers what the filter replied.
  static List<Reply> message(ScriptedMta mta) throws IOException {
    mta.message("<a@example.com>", "<b@example.net>", List.of("Subject: Hello"), "Hi\r\n");
    return mta.replies();
  }

  static void assertReplies(List<Reply> replies, String... expected) {
    assertThat(replies).map(Reply::toString).map(String::strip).containsExactly(expected);
  }

  /// How the next connection that ends ends.
  Ending ending() throws InterruptedException {
    return endings.take();
  }

  @Override
  public void ended(Conversation conversation, Ending ending) {
    endings.add(ending);
  }

  @Override
  public void failed(Conversation conversation, Throwable thrown) {
    failures.add(thrown);
  }

  @Override
  public void refused() {
    refusals.release();
  }

  @Override
  public void close() {
    server.close();
  }
}

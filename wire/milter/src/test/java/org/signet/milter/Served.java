package org.signet.milter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.signet.testing.ScriptedMta;

/// A server with a filter, on a free port of this host, and what its observer heard.
final class Served implements AutoCloseable, Observer {
  static final Duration LONG = Duration.ofMinutes(1);

  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  final AtomicInteger refusals = new AtomicInteger();
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
    refusals.incrementAndGet();
  }

  @Override
  public void close() {
    server.close();
  }
}

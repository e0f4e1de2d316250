package org.signet.guard.tls;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.signet.milter.Listen;
import org.signet.milter.Listener;

/// Answers the questions of mail servers by the socketmap protocol of Sendmail and Postfix, on
/// connections that stay open between questions.
final class SocketmapServer implements AutoCloseable {
  /// What is asked.
  @FunctionalInterface
  interface Table {
    SocketmapReply answer(String key);
  }

  /// Connections at a time; further ones are closed at once. Each `smtp` process of a Postfix has
  /// one, and there are 100 of them by default.
  static final int CONNECTIONS = 1_000;

  private final Table table;
  private final Consumer<Throwable> failures;
  private final List<Listener> listeners = new ArrayList<>();
  private final Semaphore room = new Semaphore(CONNECTIONS);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private SocketmapServer(Table table, Consumer<Throwable> failures) {
    this.table = table;
    this.failures = failures;
  }

  /// Listens everywhere that is said, or nowhere. The name of a map is not looked at: there is one
  /// table.
  ///
  /// @param failures hears of bugs, and of connections that could not be accepted
  /// @throws IOException where one of the places cannot be listened at
  static SocketmapServer start(List<Listen> places, Table table, Consumer<Throwable> failures)
      throws IOException {
    var server = new SocketmapServer(table, failures);
    try {
      for (var place : places) {
        server.listeners.add(Listener.open(place));
      }
    } catch (IOException e) {
      server.close();
      throw e;
    }
    server.listeners.forEach(one -> one.accept(server::begin, failures));
    return server;
  }

  /// Where it listens, with the ports that it got.
  List<Listen> listening() {
    return listeners.stream().map(Listener::where).toList();
  }

  private void begin(SocketChannel channel) {
    if (!room.tryAcquire()) {
      close(channel);
      return;
    }
    open.add(channel);
    Thread.ofVirtual().name("socketmap").start(() -> serve(channel));
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      converse(channel);
    } catch (IOException _) {
      // The mail server has gone, or we stop.
    } catch (RuntimeException | Error bug) {
      failures.accept(bug);
    } finally {
      open.remove(channel);
      room.release();
    }
  }

  /// Answers one question after another, until the other side ends or says what is no question.
  private void converse(SocketChannel channel) throws IOException {
    var in = ByteBuffer.allocateDirect(SocketmapQuestions.CAPACITY);
    while (channel.read(in) >= 0) {
      in.flip();
      boolean isMore;
      do {
        isMore = false;
        switch (SocketmapQuestions.take(in)) {
          case SocketmapQuestions.Next.Question(_, var key) -> {
            send(channel, table.answer(key));
            isMore = in.hasRemaining();
          }
          case SocketmapQuestions.Next.NoQuestion _ -> {
            send(channel, SocketmapReply.permanent("no question: a map and a key are expected"));
            isMore = in.hasRemaining();
          }
          case SocketmapQuestions.Next.Broken _ -> {
            send(channel, SocketmapReply.permanent("no netstring"));
            return;
          }
          case SocketmapQuestions.Next.Partial _ -> {}
        }
      } while (isMore);
      in.compact();
    }
  }

  private static void send(SocketChannel channel, SocketmapReply reply) throws IOException {
    var octets = reply.netstring();
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // It is of no more use anyway.
    }
  }

  /// Stops at once: a mail server that was not answered asks again.
  @Override
  public void close() {
    listeners.forEach(Listener::close);
    open.forEach(SocketmapServer::close);
  }
}

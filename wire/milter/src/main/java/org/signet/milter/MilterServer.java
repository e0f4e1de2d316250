package org.signet.milter;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Serves a filter to MTAs, each connection in a virtual thread.
///
/// ```java
/// var settings = Settings.on(Listen.Tcp.local(new InetSocketAddress("127.0.0.1", 8891)));
/// try (var server = MilterServer.start(settings, filter, Observer.NONE)) {
///   …
/// }
/// ```
public final class MilterServer implements AutoCloseable {
  /// How often connections that wait for too long are looked for, at least.
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// How long a filter has to notice that its connection is closed.
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Settings settings;
  private final MailFilter filter;
  private final Observer observer;
  private final List<Listener> listeners = new ArrayList<>();
  private final Semaphore room;
  private final Map<Watch, Thread> connections = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();
  private final Thread watcher;
  private volatile boolean stopping;

  private MilterServer(Settings settings, MailFilter filter, Observer observer) {
    this.settings = settings;
    this.filter = filter;
    this.observer = observer;
    this.room = new Semaphore(settings.connections());
    this.watcher = Thread.ofPlatform().daemon().name("milter-watch").unstarted(this::watch);
  }

  /// Listens everywhere that the settings say, or nowhere.
  ///
  /// @throws IOException where one of the places cannot be listened at
  public static MilterServer start(Settings settings, MailFilter filter, Observer observer)
      throws IOException {
    var server = new MilterServer(settings, filter, observer);
    try {
      for (var where : settings.listen()) {
        server.listeners.add(Listener.open(where));
      }
    } catch (IOException e) {
      server.listeners.forEach(Listener::close);
      throw e;
    }
    for (var one : server.listeners) {
      one.accept(
          channel -> server.serve(channel, one.where()),
          why -> server.tell(() -> server.observer.notAccepted(one.where(), why)));
    }
    server.watcher.start();
    return server;
  }

  /// Where it listens, with the ports that it got.
  public List<Listen> listening() {
    return listeners.stream().map(Listener::where).toList();
  }

  /// How many connections there are.
  public int connections() {
    return connections.size();
  }

  private void serve(SocketChannel channel, Listen where) {
    if (stopping || !room.tryAcquire()) {
      close(channel);
      tell(observer::refused);
      return;
    }
    try {
      begin(channel);
    } catch (IOException | RuntimeException | Error why) {
      close(channel);
      room.release();
      tell(() -> observer.notAccepted(where, why));
    }
  }

  private void begin(SocketChannel channel) throws IOException {
    var watch = new Watch(channel);
    var wire = new Wire(channel, watch, settings);
    long number = count.incrementAndGet();
    var conversation = new Conversation(number);
    var session = new Session(wire, watch, filter, conversation, observer);
    var thread =
        Thread.ofVirtual()
            .name("milter-" + number)
            .unstarted(
                () -> {
                  var ending = session.run();
                  close(channel);
                  connections.remove(watch);
                  room.release();
                  tell(() -> observer.ended(conversation, ending));
                });
    connections.put(watch, thread);
    thread.start();
    if (stopping) {
      watch.stopAtRest();
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // It is of no more use anyway.
    }
  }

  private void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException | Error _) {
      // Nobody else is left to hear of it.
    }
  }

  private void watch() {
    var often = settings.shortest().compareTo(LOOK) < 0 ? settings.shortest() : LOOK;
    try {
      while (true) {
        Thread.sleep(often);
        long now = System.nanoTime();
        connections.keySet().forEach(watch -> watch.look(now));
      }
    } catch (InterruptedException _) {
      // The server has stopped.
    }
  }

  /// Stops: no new connections; those between messages end at once, the others after their message,
  /// and what is left after some time is cut off. An MTA then does what its settings say, such as
  /// Postfix's `milter_default_action`.
  ///
  /// @param patience how long messages may take to end
  public void stop(Duration patience) {
    stopping = true;
    listeners.forEach(Listener::close);
    connections.keySet().forEach(Watch::stopAtRest);
    await(patience);
    connections.forEach(
        (watch, thread) -> {
          watch.stopNow();
          thread.interrupt();
        });
    await(LAST_WORDS);
    watcher.interrupt();
  }

  /// Waits until there are no connections.
  private void await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (var thread : connections.values()) {
        thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops without patience.
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}

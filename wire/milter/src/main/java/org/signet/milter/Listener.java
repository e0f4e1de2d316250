package org.signet.milter;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/// One place where a server listens: a milter's, or another that mail servers ask.
public final class Listener {
  /// Connections that the system holds until they are accepted.
  private static final int BACKLOG = 1_024;

  /// Rest after a connection could not be accepted: mostly there is no descriptor left.
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final int FILE_TYPE = 0xf000;
  private static final int SOCKET = 0xc000;

  private final ServerSocketChannel channel;
  private final Listen where;
  private final Runnable cleaning;

  private Listener(ServerSocketChannel channel, Listen where, Runnable cleaning) {
    this.channel = channel;
    this.where = where;
    this.cleaning = cleaning;
  }

  /// Begins to listen.
  ///
  /// @throws IOException where somebody else listens there, or it may not be listened at
  public static Listener open(Listen where) throws IOException {
    return switch (where) {
      case Listen.Tcp tcp -> tcp(tcp);
      case Listen.Unix unix -> unix(unix);
    };
  }

  private static Listener tcp(Listen.Tcp tcp) throws IOException {
    var channel = ServerSocketChannel.open();
    try {
      channel.bind(tcp.address(), BACKLOG);
      var bound = (InetSocketAddress) channel.getLocalAddress();
      return new Listener(channel, new Listen.Tcp(bound, tcp.open()), () -> {});
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Listener unix(Listen.Unix unix) throws IOException {
    var path = unix.path();
    removeStale(path);
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
      Files.setPosixFilePermissions(path, unix.mode());
      var ours = identity(path);
      return new Listener(channel, unix, () -> removeIf(path, ours));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Removes what a server left that did not stop in order: a socket to which nobody listens.
  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & FILE_TYPE) != SOCKET) {
      throw new BindException(path + " is there, and no socket");
    }
    try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      throw new BindException("somebody listens at " + path);
    } catch (ConnectException refused) {
      Files.delete(path);
    }
  }

  private static Object identity(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return Objects.requireNonNullElse(attributes.fileKey(), path);
  }

  /// Somebody else may have put another there.
  private static void removeIf(Path path, Object ours) {
    try {
      if (identity(path).equals(ours)) {
        Files.delete(path);
      }
    } catch (IOException _) {
      // It is gone, or stays as a stale one.
    }
  }

  /// Where it listens, with the port that it got.
  public Listen where() {
    return where;
  }

  /// Accepts connections, in a thread of its own, until it is closed.
  public void accept(Consumer<SocketChannel> serve, Consumer<Throwable> failures) {
    Thread.ofVirtual().name("accept").start(() -> acceptAll(serve, failures));
  }

  private void acceptAll(Consumer<SocketChannel> serve, Consumer<Throwable> failures) {
    while (channel.isOpen()) {
      try {
        serve.accept(channel.accept());
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException | RuntimeException | Error why) {
        failures.accept(why);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends; connections that were accepted stay.
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is of no more use anyway.
    }
    cleaning.run();
  }
}

package org.signet.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// Through it the other processes of this host look into an embedded store, which only one may
/// open: a socket in its folder, for whoever may read the folder. It answers questions and changes
/// nothing.
///
/// A store works without it: where the socket cannot be made, nobody else can ask.
final class Window implements AutoCloseable {
  /// Processes that may look at the same time; more are turned away.
  private static final int MOST_LOOKERS = 8;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Archive archive;
  private final Path file;
  private final ServerSocketChannel server;
  private final Semaphore places = new Semaphore(MOST_LOOKERS);

  private Window(Archive archive, Path file, ServerSocketChannel server) {
    this.archive = archive;
    this.file = file;
    this.server = server;
  }

  static Path file(Path folder) {
    return folder.resolve("signet.socket");
  }

  /// Opens it; what a process before left in its place is removed, because the store is ours.
  static Optional<Window> open(Path folder, Archive archive) {
    var file = file(folder);
    try {
      Files.deleteIfExists(file);
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(file));
      } catch (IOException e) {
        server.close();
        throw e;
      }
      var window = new Window(archive, file, server);
      Thread.ofVirtual().name("store window").start(window::serve);
      return Optional.of(window);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        var looker = server.accept();
        if (places.tryAcquire()) {
          Thread.startVirtualThread(() -> look(looker));
        } else {
          looker.close();
        }
      } catch (IOException _) {
        // Closed, or no more files can be opened, which is not helped by trying at once.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void look(SocketChannel looker) {
    try (looker;
        var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(looker)));
        var out =
            new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(looker)))) {
      var question = Question.read(in);
      if (question.isPresent()) {
        answer(question.get(), out);
      }
    } catch (IOException | UncheckedIOException _) {
      // The looker went away.
    } finally {
      places.release();
    }
  }

  private void answer(Question question, DataOutputStream out) throws IOException {
    try {
      switch (question) {
        case Question.Find(var queueId) -> {
          for (var message : archive.find(queueId)) {
            Question.write(out, message);
          }
        }
        case Question.Each(var selection) ->
            archive.forEach(selection, message -> writeUnchecked(out, message));
        case Question.Count(var selection) -> {
          long count = archive.count(selection);
          out.writeByte(Question.COUNT);
          out.writeLong(count);
        }
        case Question.Answers(var domain, var from, var to) -> {
          for (var one : archive.tlsAnswers(domain, from, to)) {
            Question.write(out, one);
          }
        }
      }
      out.writeByte(Question.END);
    } catch (StoreProblem e) {
      out.writeByte(Question.PROBLEM);
      out.writeUTF(String.valueOf(e.getMessage()));
    }
  }

  private static void writeUnchecked(DataOutputStream out, KeptMessage message) {
    try {
      Question.write(out, message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // What is left is removed by the next.
    }
  }
}

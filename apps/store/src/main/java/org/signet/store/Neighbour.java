package org.signet.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.signet.foundation.text.Domain;

/// A store that another process of this host has open, asked through its [Window].
final class Neighbour implements Archive {
  private final Path folder;

  Neighbour(Path folder) {
    this.folder = folder;
  }

  /// Whether there is such a process.
  boolean isThere() {
    try (var channel = connect()) {
      return channel.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(Window.file(folder)));
  }

  /// Reads one part of an answer.
  private interface Part {
    void read(DataInputStream in) throws IOException;
  }

  @Override
  public List<KeptMessage> find(String queueId) throws StoreProblem {
    var found = new ArrayList<KeptMessage>();
    ask(new Question.Find(queueId), Question.MESSAGE, in -> found.add(Question.message(in)));
    return found;
  }

  @Override
  public long count(Selection selection) throws StoreProblem {
    var counted = new AtomicLong();
    ask(new Question.Count(selection), Question.COUNT, in -> counted.set(in.readLong()));
    return counted.get();
  }

  @Override
  public void forEach(Selection selection, Consumer<KeptMessage> reader) throws StoreProblem {
    ask(new Question.Each(selection), Question.MESSAGE, in -> reader.accept(Question.message(in)));
  }

  @Override
  public List<TlsAnswer> tlsAnswers(Domain domain, Instant from, Instant to) throws StoreProblem {
    var found = new ArrayList<TlsAnswer>();
    ask(
        new Question.Answers(domain, from, to),
        Question.ANSWER,
        in -> found.add(Question.answer(in)));
    return found;
  }

  /// @param kind the mark of the parts that are expected
  private void ask(Question question, int kind, Part part) throws StoreProblem {
    try (var channel = connect();
        var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        var out =
            new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
      question.write(out);
      for (int mark = in.readByte(); mark != Question.END; mark = in.readByte()) {
        if (mark == Question.PROBLEM) {
          throw new StoreProblem(in.readUTF());
        }
        if (mark != kind) {
          throw new IOException("an answer that nobody knows: " + mark);
        }
        part.read(in);
      }
    } catch (StoreProblem e) {
      throw e;
    } catch (IOException e) {
      throw new StoreProblem(
          "The process that has the store in "
              + folder
              + " open gave no answer. Try again; if it stays so, restart that process, which may"
              + " be of another version.",
          e);
    }
  }

  @Override
  public void close() {}
}

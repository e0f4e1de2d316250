package org.signet.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The hold queue of Postfix, 3.1 or later. Who may not list the queue is told so by `postqueue`;
/// only root may change it.
final class PostfixQueue implements MailQueue {
  /// Octets of the line about one message, which names its recipients; a longer one is passed over.
  private static final int MOST_LINE = 1 << 20;

  private final Optional<Path> configuration;

  PostfixQueue(Optional<Path> configuration) {
    this.configuration = configuration;
  }

  private Program program(String name, String... arguments) {
    var words = new ArrayList<>(List.of(name));
    configuration.ifPresent(path -> words.addAll(List.of("-c", path.toString())));
    words.addAll(List.of(arguments));
    return new Program(words);
  }

  @Override
  public List<HeldMail> held() throws QueueProblem {
    var held = new ArrayList<HeldMail>();
    program("postqueue", "-j").run(in -> read(in, held));
    held.sort(Comparator.comparing(HeldMail::arrived).thenComparing(HeldMail::id));
    return held;
  }

  private static void read(InputStream in, List<HeldMail> held) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet != '\n') {
        if (line.size() <= MOST_LINE) {
          line.write(octet);
        }
        continue;
      }
      if (line.size() <= MOST_LINE && held.size() < MOST) {
        PostqueueLine.held(line.toString(UTF_8)).ifPresent(held::add);
      }
      line.reset();
    }
  }

  @Override
  public void show(String id, OutputStream out) throws QueueProblem {
    program("postcat", "-q", "-b", "-h", id).run(in -> in.transferTo(out));
  }

  /// The queue manager takes it up where it was; `cleanup`, which asks filters, is behind it. It
  /// waits among those that are to be tried again, so it is told to be tried now.
  @Override
  public void release(String id) throws QueueProblem {
    change("-H", id);
    program("postqueue", "-i", id).run(_ -> {});
  }

  @Override
  public void delete(String id) throws QueueProblem {
    change("-d", id, "hold");
  }

  /// What is not in the hold queue any more is passed over in silence.
  private void change(String... arguments) throws QueueProblem {
    program("postsuper", arguments).run(_ -> {});
  }
}

package org.signet.queue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The messages that a mail server of this host holds. Blocks.
public interface MailQueue {
  /// Messages that are looked at; further ones are not seen.
  int MOST = 100_000;

  /// That of the mail server of this host.
  ///
  /// @param postfix where its configuration is, if it is Postfix and not in the usual place
  static MailQueue ofThisHost(Optional<Path> postfix) throws QueueProblem {
    if (postfix.isPresent() || isInstalled("postqueue")) {
      return new PostfixQueue(postfix);
    }
    throw new QueueProblem("there is no Postfix on this host");
  }

  private static boolean isInstalled(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/sbin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// All that are held, the eldest first.
  List<HeldMail> held() throws QueueProblem;

  /// Writes a message as it is held: its header and its body, with LF at the end of each line.
  void show(String id, OutputStream out) throws QueueProblem;

  /// Lets a message go its way, if it is held. It does not come to filters again.
  void release(String id) throws QueueProblem;

  /// Deletes a message, if it is held.
  void delete(String id) throws QueueProblem;
}

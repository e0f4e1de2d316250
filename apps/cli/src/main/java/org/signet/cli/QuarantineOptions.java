package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.guard.serve.Quarantine;
import org.signet.queue.MailQueue;
import org.signet.store.Archive;
import picocli.CommandLine.Option;

/// What the commands about the quarantine have in common: the configuration, and through it the
/// proofs and the queue.
final class QuarantineOptions {
  private static final int MOST_SHOWN = 100;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration of the guard, which says where proofs are kept.")
  private Path file = Path.of("");

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = WorldOptions.Time.class,
      description = "What has expired as of this time, in place of now.")
  private Optional<Instant> at = Optional.empty();

  /// The time as of which things expire.
  Instant now() {
    return at.orElseGet(Instant::now);
  }

  /// What is done with the queue and the proofs.
  interface Work<T> {
    T with(Quarantine quarantine, MailQueue queue, Archive archive)
        throws IOException, CommandFailure;
  }

  Configuration read() throws CommandFailure {
    return Configurations.read(file);
  }

  <T> T open(Configuration configuration, Work<T> work) throws CommandFailure {
    var keeping = Configurations.keeping(configuration, file);
    try (var archive = Archive.open(keeping.place())) {
      var queue = MailQueue.ofThisHost(configuration.holding().postfix());
      return work.with(new Quarantine(queue, archive), queue, archive);
    } catch (IOException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()));
    }
  }

  /// Does something with each of these messages that is held, and looks afterwards whether it was
  /// done.
  ///
  /// @param done what is said then, behind the queue id
  /// @return the lines to be printed, and how it ended
  static Ended change(
      Quarantine quarantine, List<Quarantine.Message> messages, String done, Change change)
      throws IOException {
    for (var message : messages) {
      change.change(message.held().id());
    }
    var left = quarantine.list().ours().stream().map(one -> one.held().id()).toList();
    var lines = new ArrayList<String>();
    var exit = Exit.GOOD;
    for (var message : messages) {
      var id = message.held().id();
      if (left.contains(id)) {
        lines.add(id + " is still held; the log of the mail server may say why");
        exit = Exit.FAILED;
      } else {
        lines.add(id + done);
      }
    }
    return new Ended(lines, exit);
  }

  /// What is done with one message.
  interface Change {
    void change(String id) throws IOException;
  }

  /// What came of it.
  record Ended(List<String> lines, Exit exit) {
    Ended {
      lines = List.copyOf(lines);
    }

    String text() {
      return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    Ended and(Ended other) {
      var all = new ArrayList<>(lines);
      all.addAll(other.lines);
      return new Ended(all, exit.and(other.exit));
    }
  }

  /// Those of these ids that the guard holds, and a line for each other.
  static Ended pick(Quarantine.Listing listing, List<String> ids, List<Quarantine.Message> picked) {
    var lines = new ArrayList<String>();
    for (var id : ids) {
      find(listing, id)
          .ifPresentOrElse(
              picked::add,
              () ->
                  lines.add(
                      Shown.name(id)
                          + " is not touched: it is not held, or not by Signet, or its proof is"
                          + " forgotten"));
    }
    return new Ended(lines, lines.isEmpty() ? Exit.GOOD : Exit.FAILED);
  }

  static Optional<Quarantine.Message> find(Quarantine.Listing listing, String id) {
    return listing.ours().stream().filter(one -> one.held().id().equals(id)).findFirst();
  }

  /// A line about a message.
  static String line(Quarantine.Message message, Configuration configuration, Instant now) {
    var held = message.held();
    return "%s  %s  <%s> to %s  from %s, dmarc=%s%s"
        .formatted(
            held.id(),
            message.since(),
            Ascii.printable(held.sender(), MOST_SHOWN),
            Ascii.printable(String.join(", ", held.recipients()), MOST_SHOWN),
            message.then().author().map(Domain::text).orElse("an unclear author"),
            message.then().dmarc(),
            isExpired(message, configuration, now) ? "  (expired)" : "");
  }

  static boolean isExpired(Quarantine.Message message, Configuration configuration, Instant now) {
    var age = Duration.between(message.since(), now);
    return age.compareTo(configuration.holding().age()) > 0;
  }

  /// Such as `3 days`.
  static String span(Duration time) {
    if (time.toHours() >= 48) {
      return time.toDays() + " days";
    }
    return time.toMinutes() >= 120 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
  }
}

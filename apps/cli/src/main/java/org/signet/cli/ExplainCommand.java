package org.signet.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.guard.Configuration;
import org.signet.store.Archive;
import org.signet.store.KeptMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet explain`: why the guard did what it did with a message, and how messages were sent on.
@Command(
    name = "explain",
    description = {
      "Tells why the guard did what it did with a message that it judged lately, and how a message"
          + " was sent on: to which host, encrypted or not, and by what the host was verified.",
      "Without a queue id, but with --since, it lists the domains to which mail went that was not"
          + " verified or in clear."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "Exit codes: 0 it is told; 1 no such message is kept or in the log; 2 wrong usage; 65 the"
          + " configuration, the store or the log is unreadable.",
      "",
      "Examples:",
      "  signet explain --config /etc/signet/signet.toml 4bX2y1",
      "  signet explain --config /etc/signet/signet.toml --since 7d",
      "  journalctl -o short-iso -u 'postfix*' | signet explain --log - 4bX2y1"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration of the guard, which says where proofs and the answers about TLS are"
              + " kept. Without it, only the log is read.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "The log of Postfix, read with the older ones beside it; - is the standard input. By"
              + " default /var/log/mail.log or /var/log/maillog.")
  private Optional<Path> log = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Span.class,
      description = "How far back the log is read, such as 7d or 12h; by default, all of it.")
  private Optional<Duration> since = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (the default), or json: one object a line.")
  private KeyText.Format format = KeyText.Format.text;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "QUEUE-ID",
      description = "By which the mail server knows the message; its log has it.")
  private Optional<String> queueId = Optional.empty();

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    if (queueId.isEmpty() && since.isEmpty()) {
      throw new CommandFailure(Exit.USAGE, "give a queue id, or --since TIME to list domains");
    }
    var configuration = Optional.<Configuration>empty();
    if (file.isPresent()) {
      configuration = Optional.of(Configurations.read(file.get()));
    }
    var mailLog = mailLog(configuration);
    var archive = archive(configuration);
    try {
      return queueId.isPresent()
          ? message(queueId.get(), configuration, archive, mailLog)
          : list(archive, mailLog.orElseThrow());
    } catch (IOException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw CommandFailure.unreadable(String.valueOf(requireNonNull(e.getCause()).getMessage()));
    } finally {
      archive.ifPresent(Archive::close);
    }
  }

  /// The log; empty where there is none and proofs are enough.
  private Optional<Path> mailLog(Optional<Configuration> configuration) throws CommandFailure {
    var found = MailLogs.find(log);
    if (found.isPresent()) {
      return found;
    }
    if (file.isEmpty() || queueId.isEmpty()) {
      throw CommandFailure.unreadable(
          "there is no log at /var/log/mail.log or /var/log/maillog that can be read: give --log"
              + " FILE");
    }
    Configurations.keeping(configuration.orElseThrow(), file.get());
    return Optional.empty();
  }

  private static Optional<Archive> archive(Optional<Configuration> configuration)
      throws CommandFailure {
    var keeping = configuration.flatMap(Configuration::keeping);
    try {
      return keeping.isPresent()
          ? Optional.of(Archive.open(keeping.get().place()))
          : Optional.empty();
    } catch (IOException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Instant from() {
    return since.map(Instant.now()::minus).orElse(Instant.EPOCH);
  }

  private int message(
      String id,
      Optional<Configuration> configuration,
      Optional<Archive> archive,
      Optional<Path> mailLog)
      throws CommandFailure, IOException {
    var judged = archive.isPresent() ? archive.get().find(id) : List.<KeptMessage>of();
    var sent = new SentMail(id);
    if (mailLog.isPresent()) {
      MailLogs.read(mailLog.get(), from(), surroundings, sent::take);
    }
    if (judged.isEmpty() && sent.isEmpty()) {
      throw new CommandFailure(
          Exit.FAILED,
          "no message with the queue id %s is kept%s; it may be too old"
              .formatted(
                  Shown.name(id),
                  mailLog.map(path -> ", nor in " + Shown.name(path.toString())).orElse("")));
    }
    var screen = new Screen(surroundings.out());
    var policies = new ToldPolicies(archive, from());
    switch (format) {
      case text -> {
        var page = output.page(surroundings);
        for (var one : judged) {
          screen.print(page.show(JudgedMail.explain(one, configuration.orElseThrow())));
        }
        sent.explanations(policies).forEach(one -> screen.print(page.show(one)));
      }
      case json -> {
        for (var one : judged) {
          screen.print(JudgedMail.json(one, configuration.orElseThrow()));
        }
        sent.json(policies).forEach(screen::print);
      }
    }
    screen.check();
    return Exit.GOOD.code();
  }

  private int list(Optional<Archive> archive, Path mailLog) throws CommandFailure {
    var list = new SentMailList(from(), new ToldPolicies(archive, from()));
    MailLogs.read(mailLog, from(), surroundings, list::take);
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> screen.print(output.page(surroundings).show(list.explanation()));
      case json -> screen.print(list.json());
    }
    screen.check();
    return Exit.GOOD.code();
  }
}

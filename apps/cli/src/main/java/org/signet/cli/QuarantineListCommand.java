package org.signet.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.foundation.explain.Json;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.guard.Handling;
import org.signet.guard.LogWords;
import org.signet.guard.QuarantineWay;
import org.signet.guard.serve.Quarantine;
import org.signet.store.Archive;
import org.signet.store.KeptMessage;
import org.signet.store.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet quarantine list`: what is put aside.
@Command(
    name = "list",
    description = {
      "Lists what the guard holds in the queue of the mail server, the eldest first.",
      "Where it sends what it puts aside to another address, lists what went there lately."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 good; 1 nothing is kept; 2 wrong usage; 65 the configuration, the store or the"
          + " queue is unreadable."
    })
final class QuarantineListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final QuarantineOptions options = new QuarantineOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (the default), or json: one object a line.")
  private KeyText.Format format = KeyText.Format.text;

  QuarantineListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var configuration = options.read();
    var screen = new Screen(surroundings.out());
    options.open(
        configuration,
        (quarantine, _, archive) -> {
          list(quarantine.list(), configuration, screen);
          if (configuration.rules().quarantine() instanceof QuarantineWay.Redirected) {
            redirected(archive, configuration, screen);
          }
          return true;
        });
    screen.check();
    return Exit.GOOD.code();
  }

  private void list(Quarantine.Listing listing, Configuration configuration, Screen screen) {
    var now = options.now();
    if (format == KeyText.Format.text) {
      screen.print(head(listing, now));
    }
    for (var message : listing.ours()) {
      screen.print(
          switch (format) {
            case text -> QuarantineOptions.line(message, configuration, now) + "\n";
            case json -> json(message, configuration, now);
          });
    }
  }

  private static String head(Quarantine.Listing listing, Instant now) {
    int count = listing.ours().size();
    var others =
        listing.others() == 0
            ? ""
            : " %d more on hold %s Signet's, or %s proof is forgotten."
                .formatted(
                    listing.others(),
                    listing.others() == 1 ? "is not" : "are not",
                    listing.others() == 1 ? "its" : "their");
    if (count == 0) {
      return "Nothing is held." + others + "\n";
    }
    var eldest = Duration.between(listing.ours().getFirst().since(), now);
    return "%d %s held, the eldest for %s.%s%n"
        .formatted(
            count,
            count == 1 ? "message is" : "messages are",
            QuarantineOptions.span(eldest),
            others);
  }

  private static String json(Quarantine.Message message, Configuration configuration, Instant now) {
    var held = message.held();
    var json = new Json().beginObject();
    json.member("queue_id", held.id()).member("held_since", message.since().toString());
    json.member("octets", held.octets()).member("sender", held.sender());
    json.name("recipients").beginArray();
    held.recipients().forEach(json::value);
    json.endArray();
    message.then().author().ifPresent(author -> json.member("author", author.text()));
    json.member("dmarc", message.then().dmarc());
    json.member("expired", QuarantineOptions.isExpired(message, configuration, now));
    return json.endObject() + "\n";
  }

  /// What went to another address; the mail store knows whether it is still there.
  private void redirected(Archive archive, Configuration configuration, Screen screen)
      throws IOException {
    var now = options.now();
    var since = now.minus(configuration.holding().age());
    var word = LogWords.of(Handling.Action.QUARANTINE);
    archive.forEach(
        new Selection(since, now, Optional.of(word)),
        message ->
            Quarantine.sentTo(message).ifPresent(to -> screen.print(redirected(message, to))));
  }

  private String redirected(KeptMessage message, String to) {
    var author = message.author().map(Domain::text);
    return switch (format) {
      case text ->
          "%s  %s  went to %s  from %s, dmarc=%s%n"
              .formatted(
                  message.queueId(),
                  message.at(),
                  to,
                  author.orElse("an unclear author"),
                  message.dmarc());
      case json -> {
        var json = new Json().beginObject();
        json.member("queue_id", message.queueId()).member("went_to", to);
        json.member("at", message.at().toString());
        author.ifPresent(name -> json.member("author", name));
        yield json.member("dmarc", message.dmarc()).endObject() + "\n";
      }
    };
  }
}

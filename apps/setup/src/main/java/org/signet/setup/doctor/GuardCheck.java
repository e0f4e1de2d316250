package org.signet.setup.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Configuration;
import org.signet.milter.FilterProbe;
import org.signet.milter.FilterProbe.Outcome;
import org.signet.milter.FilterProbe.Question;
import org.signet.milter.Listen;

/// Whether the guard is there, and what it says to a stranger who sends in our name.
public final class GuardCheck {
  private static final String TOPIC = "guard";
  private static final int SHOWN = 200;

  /// An address that nobody has (RFC 5737 §3).
  private static final String STRANGER = "203.0.113.66";

  private GuardCheck() {}

  /// Of each place at which it listens.
  public static List<Finding> of(Configuration configuration, Duration patience) {
    var findings = new ArrayList<Finding>();
    for (var listen : configuration.milter().listen()) {
      var outcome = FilterProbe.ask(listen, forged(configuration), patience);
      findings.add(of(listen, outcome, configuration.domains().getFirst().text()));
    }
    return findings;
  }

  /// A message in our name, with a result that claims to be ours.
  private static Question forged(Configuration configuration) {
    var domain = configuration.domains().getFirst();
    var author = "doctor@" + domain;
    return new Question(
        "stranger.example",
        STRANGER,
        author,
        author,
        List.of(
            "Authentication-Results: " + configuration.authservId() + "; dmarc=pass",
            "From: <" + author + ">",
            "Subject: A forgery, made by signet doctor"));
  }

  private static Finding of(Listen listen, Outcome outcome, String domain) {
    return switch (outcome) {
      case Outcome.Absent(var why) ->
          Finding.of(TOPIC, Mark.BAD, "No guard listens at " + listen + ": " + safe(why) + ".")
              .mend("systemctl start signet, or signet serve");
      case Outcome.Broken(var why) ->
          Finding.of(
              TOPIC,
              Mark.BAD,
              "What listens at " + listen + " does not answer as a guard: " + safe(why) + ".");
      case Outcome.Answered answered -> answered(answered, domain);
    };
  }

  private static Finding answered(Outcome.Answered answered, String domain) {
    var message = "The guard was asked about a forgery in the name of " + domain + ", and ";
    return switch (answered.reply()) {
      case 'y', 'r' ->
          Finding.of(TOPIC, Mark.GOOD, message + "refused it: " + safe(answered.text()) + ".");
      case 't' ->
          Finding.of(TOPIC, Mark.UNKNOWN, message + "put it off: it could not be judged now.");
      default -> passed(answered, message);
    };
  }

  private static Finding passed(Outcome.Answered answered, String message) {
    if (field(answered, "Authentication-Results").isEmpty()) {
      return Finding.of(TOPIC, Mark.BAD, message + "let it pass without a word.")
          .mend("look whether " + STRANGER + " is listed as one of ours under [ways]");
    }
    var how =
        field(answered, "X-Signet-Quarantine").isPresent()
            ? "put it aside"
            : field(answered, "X-Signet-Mark")
                .map(mark -> "marked it: " + safe(mark.strip()))
                .orElse("let it pass with its results");
    var removed = answered.removed() > 0 ? "; a forged result was taken out" : "";
    return Finding.of(TOPIC, Mark.GOOD, message + how + removed + ".");
  }

  private static Optional<String> field(Outcome.Answered answered, String name) {
    return answered.added().stream()
        .filter(field -> Ascii.startsWithIgnoreCase(field, name + ":"))
        .findFirst()
        .map(field -> field.substring(name.length() + 1));
  }

  private static String safe(String text) {
    return Ascii.printable(text, SHOWN);
  }
}

package org.signet.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.signet.dmarc.DmarcOutcome;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Configuration;
import org.signet.guard.Decided;
import org.signet.guard.Handling;
import org.signet.guard.LogWords;
import org.signet.guard.serve.Again;
import org.signet.store.Archive;
import org.signet.store.KeptMessage;
import org.signet.store.Selection;
import org.signet.verifier.Verification;

/// What a configuration would have done with the messages that were judged lately: the same proofs,
/// decided about anew.
final class Rehearsal {
  /// Messages that are told one by one.
  private static final int MOST_TOLD = 100;

  private final Configuration configuration;
  private final List<String> differences = new ArrayList<>();
  private long messages;
  private long different;
  private long unreadable;
  private long lost;

  Rehearsal(Configuration configuration) {
    this.configuration = configuration;
  }

  /// @throws IOException where the store cannot be asked; its message is a sentence
  void play(Configuration.Keeping keeping, Duration span) throws IOException {
    var now = Instant.now();
    try (var archive = Archive.open(keeping.place())) {
      archive.forEach(Selection.between(now.minus(span), now), this::play);
    }
  }

  private void play(KeptMessage message) {
    messages++;
    switch (Again.of(message, configuration)) {
      case Parsed.Malformed<Again> _ -> unreadable++;
      case Parsed.Ok<Again>(var again) -> compare(message, again.proof(), again.now());
    }
  }

  /// Notes what would be done now, where it is not what was done then.
  void compare(KeptMessage then, Verification proof, Decided decided) {
    var now = LogWords.of(decided.done());
    if (now.equals(then.action())) {
      return;
    }
    different++;
    var isLost = isLost(proof, decided.done());
    lost += isLost ? 1 : 0;
    if (differences.size() < MOST_TOLD || isLost) {
      differences.add(
          "%s %s from %s: %s, was %s (%s)%s%n"
              .formatted(
                  then.queueId(),
                  then.at(),
                  then.author().map(Domain::text).orElse("an unclear author"),
                  now,
                  then.action(),
                  LogWords.of(decided.handling().why()),
                  isLost ? "; it passed DMARC" : ""));
    }
  }

  /// Whether mail that was proved to be genuine would be refused. No configuration is known to do
  /// that; this would tell of one.
  private static boolean isLost(Verification proof, Handling.Action done) {
    return done == Handling.Action.REJECT && proof.dmarc().outcome() instanceof DmarcOutcome.Pass;
  }

  /// Whether no genuine mail would be lost.
  boolean isGood() {
    return lost == 0;
  }

  String summary() {
    var text = new StringBuilder();
    text.append(
        "%,d of %,d messages would be handled differently.%n".formatted(different, messages));
    if (unreadable > 0) {
      text.append("%,d proofs cannot be read.%n".formatted(unreadable));
    }
    if (lost > 0) {
      text.append("%,d that passed DMARC would be rejected.%n".formatted(lost));
    }
    differences.forEach(text::append);
    if (different > differences.size()) {
      text.append("… and %,d more.%n".formatted(different - differences.size()));
    }
    return text.toString();
  }
}

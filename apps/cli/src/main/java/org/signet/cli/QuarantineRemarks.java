package org.signet.cli;

import java.util.Optional;
import org.signet.guard.Configuration;
import org.signet.guard.QuarantineWay;

/// What `signet serve --check` says of where mail is put aside.
final class QuarantineRemarks {
  private QuarantineRemarks() {}

  /// Lines that begin with `!`; nothing where all is well.
  static String of(Configuration configuration) {
    return remark(configuration).map(text -> "! " + text + "\n").orElse("");
  }

  private static Optional<String> remark(Configuration configuration) {
    return switch (configuration.rules().quarantine()) {
      case QuarantineWay.Marked _ ->
          configuration.holding().hasRule()
              ? Optional.empty()
              : Optional.of(
                  "What is put aside lies in the inbox until your mail store files what has the"
                      + " field "
                      + QuarantineWay.FIELD
                      + ": yes (docs/postfix.md has the rule). When it does, write rule = true"
                      + " under [quarantine].");
      case QuarantineWay.Held _ -> held(configuration);
      case QuarantineWay.Redirected _ -> Optional.empty();
    };
  }

  private static Optional<String> held(Configuration configuration) {
    if (configuration.keeping().isEmpty()) {
      return Optional.of(
          "What is put aside is held in the queue, and without [store] nobody can tell it from"
              + " what others hold: signet quarantine needs it.");
    }
    var kept = configuration.keeping().get().retention().age();
    var held = configuration.holding().age();
    return kept.compareTo(held) > 0
        ? Optional.empty()
        : Optional.of(
            "Proofs are kept for %d days, and mail is held for %d: signet quarantine knows a message as long as its proof is kept. Keep them for longer (keep_days)."
                .formatted(kept.toDays(), held.toDays()));
  }
}

package org.signet.cli;

import java.util.Optional;
import org.signet.dns.DynamicUpdate;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.keyring.KeyState;
import org.signet.keyring.KeyringExplainer;
import org.signet.keyring.Progress;
import org.signet.keyring.Sighting;
import org.signet.keyring.Waiting;

/// Prints what came of moving the keys of a domain.
///
/// @param isByHand whether a person publishes the records, so that they are shown
record KeyProgress(
    Surroundings surroundings, OutputOptions output, KeyText.Format format, boolean isByHand) {

  /// Prints it, and answers how the command ends.
  Exit tell(Progress progress) {
    var explanation = KeyringExplainer.explain(progress);
    var screen = new Screen(surroundings.out());
    switch (format) {
      case text -> {
        screen.print(output.page(surroundings).show(explanation));
        if (isByHand && asksForRecords(progress)) {
          screen.print(state(progress).map(KeyFolders::records).orElse(""));
        }
      }
      case json -> {
        var json = new Json().beginObject();
        json.member("result", word(progress));
        state(progress).ifPresent(state -> KeyFolders.write(json.name("state"), state));
        JsonRenderer.write(json.name("explanation"), explanation);
        screen.print(json.endObject() + "\n");
      }
    }
    return exit(progress);
  }

  /// Whether something must be published, or is not seen yet.
  private static boolean asksForRecords(Progress progress) {
    return switch (progress) {
      case Progress.Took(var step, _, _, _) ->
          switch (step) {
            case MAKE, REVOKE -> true;
            case PUBLISH, ACTIVATE, RETIRE, REMOVE -> false;
          };
      case Progress.Undid _ -> true;
      case Progress.Waits(_, var waits, _) ->
          waits.stream()
              .anyMatch(
                  wait -> wait instanceof Waiting.ForServers || wait instanceof Waiting.ForAliases);
      case Progress.Refused _, Progress.Unreadable _ -> false;
    };
  }

  private static Optional<KeyState> state(Progress progress) {
    return switch (progress) {
      case Progress.Took took -> Optional.of(took.state());
      case Progress.Undid undid -> Optional.of(undid.state());
      case Progress.Waits waits -> Optional.of(waits.state());
      case Progress.Refused _, Progress.Unreadable _ -> Optional.empty();
    };
  }

  private static String word(Progress progress) {
    return switch (progress) {
      case Progress.Took took -> took.step().word();
      case Progress.Undid _ -> "undone";
      case Progress.Waits _ -> "waits";
      case Progress.Refused _ -> "refused";
      case Progress.Unreadable _ -> "unreadable";
    };
  }

  private static Exit exit(Progress progress) {
    return switch (progress) {
      case Progress.Took(_, _, _, var update) -> exit(update);
      case Progress.Undid(_, _, var update) -> exit(update);
      case Progress.Waits(_, var waits, var update) ->
          waits.stream().map(KeyProgress::exit).reduce(exit(update), Exit::and);
      case Progress.Refused _ -> Exit.FAILED;
      case Progress.Unreadable _ -> Exit.UNREADABLE;
    };
  }

  private static Exit exit(Optional<DynamicUpdate.Outcome> update) {
    return update
        .map(
            outcome ->
                switch (outcome) {
                  case DynamicUpdate.Outcome.Done _ -> Exit.GOOD;
                  case DynamicUpdate.Outcome.Refused _ -> Exit.FAILED;
                  case DynamicUpdate.Outcome.Failed _ -> Exit.UNDETERMINED;
                })
        .orElse(Exit.GOOD);
  }

  /// To wait is no fault; that servers do not answer may be one.
  private static Exit exit(Waiting waiting) {
    return switch (waiting) {
      case Waiting.ForServers(_, Sighting.NoServers _) -> Exit.UNDETERMINED;
      case Waiting.ForServers(_, var seen) ->
          seen.views(_ -> false).containsValue(Sighting.View.SILENT)
              ? Exit.UNDETERMINED
              : Exit.GOOD;
      case Waiting.ForPrivateKey _ -> Exit.FAILED;
      case Waiting.ForAliases _, Waiting.Until _, Waiting.ForName _ -> Exit.GOOD;
    };
  }
}

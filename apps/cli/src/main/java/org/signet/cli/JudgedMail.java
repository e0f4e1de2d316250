package org.signet.cli;

import java.util.List;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Configuration;
import org.signet.guard.DirectionExplainer;
import org.signet.guard.HandlingExplainer;
import org.signet.guard.LogWords;
import org.signet.guard.serve.Again;
import org.signet.store.KeptMessage;
import org.signet.verifier.VerificationExplainer;

/// A message that the guard judged, told from its proof.
final class JudgedMail {
  private JudgedMail() {}

  static String json(KeptMessage message, Configuration configuration) {
    var json = new Json().beginObject();
    json.member("queue_id", message.queueId()).member("judged_at", message.at().toString());
    json.member("direction", message.direction()).member("action", message.action());
    json.name("explanation");
    JsonRenderer.write(json, explain(message, configuration));
    return json.endObject() + "\n";
  }

  static Explanation explain(KeptMessage message, Configuration configuration) {
    var head =
        "Message %s, judged at %s: %s."
            .formatted(message.queueId(), message.at(), message.action());
    return switch (Again.of(message, configuration)) {
      case Parsed.Malformed<Again>(var problem) ->
          Explanation.of(Mark.UNKNOWN, head)
              .because(
                  List.of(
                      Explanation.of(
                          Mark.UNKNOWN, "Its proof cannot be read: " + problem.sentence())));
      case Parsed.Ok<Again>(var again) ->
          Explanation.of(Mark.NOTE, head)
              .because(
                  DirectionExplainer.explain(again.now().direction()),
                  handling(again),
                  VerificationExplainer.explain(again.proof()));
    };
  }

  /// What is done by the configuration as it is now, which may not be what was done then.
  private static Explanation handling(Again again) {
    var now = HandlingExplainer.explain(again.now().handling());
    return LogWords.of(again.now().done()).equals(again.then().action())
        ? now
        : Explanation.of(
                Mark.NOTE,
                "It was decided otherwise then; by the configuration and the memory of now:")
            .because(now);
  }
}

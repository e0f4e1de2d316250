package org.signet.guard;

import static org.signet.foundation.explain.Mark.WARN;

import org.signet.foundation.explain.Explanation;
import org.signet.message.AmbiguityExplainer;

/// Says what a reader should know.
final class CautionWords {
  private CautionWords() {}

  static Explanation explain(Caution caution) {
    return switch (caution) {
      case Caution.ContentUnclear(var ambiguities) ->
          Explanation.of(WARN, "Mail programs may show this message differently.")
              .because(ambiguities.stream().map(AmbiguityExplainer::explain).toList());
    };
  }
}

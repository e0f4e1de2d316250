package org.signet.foundation.explain;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;

/// Why something is as it is: a sentence, the rule it follows from, and what it rests on. Rendered
/// by [TextRenderer], [JsonRenderer] and [HtmlRenderer].
///
/// A sentence may quote what a message or the DNS said; it must already be printable (see
/// [org.signet.foundation.text.Ascii#printable]); renderers escape for their medium only.
public record Explanation(
    Mark mark, String sentence, Optional<Clause> clause, List<Explanation> because) {
  public Explanation {
    because = List.copyOf(because);
  }

  public static Explanation of(Mark mark, String sentence) {
    return new Explanation(mark, sentence, Optional.empty(), List.of());
  }

  public static Explanation of(Mark mark, String sentence, Clause clause) {
    return new Explanation(mark, sentence, Optional.of(clause), List.of());
  }

  /// The same sentence resting on these.
  public Explanation because(List<Explanation> reasons) {
    return new Explanation(mark, sentence, clause, reasons);
  }

  public Explanation because(Explanation... reasons) {
    return because(List.of(reasons));
  }
}

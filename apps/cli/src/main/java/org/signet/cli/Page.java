package org.signet.cli;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.TextRenderer;

/// Where an explanation is shown: a terminal, or text without edges.
record Page(TerminalSize size, boolean isColored) {
  /// The explanation as text. Where the whole of it does not fit on the screen, so that its start
  /// has gone when it can be read, what it comes to is said again at the end.
  String show(Explanation explanation) {
    var text = render(explanation);
    return text.lines().count() < size.rows() ? text : text + "\n" + verdict(explanation);
  }

  /// The explanation as text, and nothing else.
  String whole(Explanation explanation) {
    return render(explanation);
  }

  /// What an explanation comes to, alone.
  String verdict(Explanation explanation) {
    return render(Explanation.of(explanation.mark(), explanation.sentence()));
  }

  private String render(Explanation explanation) {
    return new TextRenderer(size.columns(), isColored).render(explanation);
  }
}

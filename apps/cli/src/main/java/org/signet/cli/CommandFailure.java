package org.signet.cli;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.TextRenderer;

/// A command cannot go on, for a reason that is the user's to mend. Its message is the whole of
/// what is printed: a sentence for a person, perhaps with further lines.
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final Exit exit;

  CommandFailure(Exit exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  /// With all that an explanation says.
  static CommandFailure of(Exit exit, Explanation explanation) {
    var text = new TextRenderer(Integer.MAX_VALUE, false).render(explanation);
    return new CommandFailure(exit, text.replaceFirst("^✗ ", "").strip());
  }

  static CommandFailure unreadable(String sentence) {
    return new CommandFailure(Exit.UNREADABLE, sentence);
  }

  Exit exit() {
    return exit;
  }
}

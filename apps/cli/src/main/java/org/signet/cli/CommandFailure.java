package org.signet.cli;

/// A command cannot go on, for a reason that is the user's to mend. Its message is the whole of
/// what is printed: a sentence for a person, perhaps with further lines.
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final Exit exit;

  CommandFailure(Exit exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  static CommandFailure unreadable(String sentence) {
    return new CommandFailure(Exit.UNREADABLE, sentence);
  }

  Exit exit() {
    return exit;
  }
}

package org.signet.cli;

import org.signet.message.Message;

/// What an operand of the command line led to.
sealed interface Input {
  /// How it is called: the operand; the file in a folder; `file#3` in a mailbox file.
  String name();

  /// A message.
  record Letter(String name, Message message) implements Input {}

  /// Something that cannot be read as a message, or at all.
  ///
  /// @param why as the rest of "cannot read x: "
  record Unreadable(String name, String why) implements Input {}
}

package org.signet.cli;

import java.io.IOException;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;

/// What an operand of the command line led to.
sealed interface Input {
  /// How it is called: the operand; the file in a folder; `file#3` in a mailbox file.
  String name();

  /// A message.
  record Letter(String name, Message message) implements Input {
    /// Its header alone.
    ///
    /// @throws IOException where it cannot be read, or has no header field and so is no message
    Header header() throws IOException {
      try (var stream = MessageStream.open(message)) {
        var header = stream.header();
        if (header.fields().stream().noneMatch(Field::hasProperName)) {
          throw new IOException("it is no mail message: it has no header field");
        }
        return header;
      }
    }
  }

  /// Something that cannot be read as a message, or at all.
  ///
  /// @param why as the rest of "cannot read x: "
  record Unreadable(String name, String why) implements Input {}
}

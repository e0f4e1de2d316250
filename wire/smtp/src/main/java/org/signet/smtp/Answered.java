package org.signet.smtp;

/// What came back for one command.
public sealed interface Answered {
  /// The server's reply, whatever it says.
  record Replied(Reply reply) implements Answered {}

  /// None.
  record Lost(Loss loss) implements Answered {}
}

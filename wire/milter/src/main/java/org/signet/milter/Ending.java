package org.signet.milter;

import java.io.IOException;

/// How a connection to the server ended. [EndingExplainer] has the words.
public sealed interface Ending {
  /// The MTA said that it was over.
  record Quit() implements Ending {}

  /// The MTA closed the connection without saying so.
  ///
  /// @param inMessage whether a message had begun that did not end
  record PeerClosed(boolean inMessage) implements Ending {}

  /// What came is not the protocol.
  ///
  /// @param command the octet that names the command at which it was seen, 0 where there is none
  record Fault(Rule rule, char command) implements Ending {}

  /// A packet that says it has more octets than any needs.
  ///
  /// @param octets as it says
  record TooLarge(long octets) implements Ending {}

  /// Nothing came, or nothing could be sent, for longer than is allowed.
  record TimedOut(Phase phase) implements Ending {}

  /// The server was stopped.
  record Stopped() implements Ending {}

  /// The network failed.
  record Broken(IOException why) implements Ending {}

  /// The server itself has a bug, which its observer was told.
  record Failed() implements Ending {}

  /// What the server waited for.
  enum Phase {
    NEGOTIATION,
    /// The next packet.
    NEXT,
    /// The rest of a packet, or that the MTA takes an answer.
    PACKET
  }

  /// A rule of the protocol.
  enum Rule {
    /// A packet has at least the octet that names its command.
    NOT_EMPTY,
    /// A packet that begins is completed.
    COMPLETE,
    /// A connection begins with the negotiation.
    NEGOTIATION_FIRST,
    /// There is one negotiation.
    NEGOTIATION_ONCE,
    /// The version is 2 or later.
    VERSION,
    /// The command is one of the protocol.
    KNOWN_COMMAND,
    /// The command comes where it belongs.
    ORDER,
    /// The data of a command are as it defines them.
    DATA,
    /// Macros for one command are not too many.
    FEW_MACROS
  }
}

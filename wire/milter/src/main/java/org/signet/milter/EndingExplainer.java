package org.signet.milter;

import org.signet.foundation.text.Ascii;

/// Says in words how a connection ended.
public final class EndingExplainer {
  private EndingExplainer() {}

  /// One sentence, for a log.
  public static String sentence(Ending ending) {
    return switch (ending) {
      case Ending.Quit _ -> "The MTA quit.";
      case Ending.PeerClosed(var inMessage) ->
          inMessage
              ? "The MTA closed the connection within a message."
              : "The MTA closed the connection.";
      case Ending.Fault(var rule, var command) ->
          "Not the milter protocol: " + fault(rule, command);
      case Ending.TooLarge(var octets) ->
          "Not the milter protocol: a packet of " + octets + " octets.";
      case Ending.TimedOut(var phase) -> "Closed, because " + waited(phase) + " took too long.";
      case Ending.Stopped _ -> "Closed, because the server stops.";
      case Ending.Failed _ -> "Closed, because the server failed.";
      case Ending.Broken(var why) -> "The connection broke: " + why.getMessage() + '.';
    };
  }

  private static String fault(Ending.Rule rule, char command) {
    var it = command == 0 ? "a packet" : "the command \"" + Ascii.printable("" + command, 1) + '"';
    return switch (rule) {
      case NOT_EMPTY -> "a packet without a command.";
      case COMPLETE -> "the connection ended within a packet.";
      case NEGOTIATION_FIRST -> it + " before the negotiation.";
      case NEGOTIATION_ONCE -> "a second negotiation.";
      case VERSION -> "a version before 2.";
      case KNOWN_COMMAND -> it + " is none.";
      case ORDER -> it + " at a place where it cannot be.";
      case DATA -> it + " with data that it cannot have.";
      case FEW_MACROS -> "too many macros.";
    };
  }

  private static String waited(Ending.Phase phase) {
    return switch (phase) {
      case NEGOTIATION -> "the negotiation";
      case NEXT -> "the next command";
      case PACKET -> "a packet";
    };
  }
}

package org.signet.guard;

import static org.signet.foundation.explain.Mark.NOTE;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.text.Ascii;

/// Says whose message it is, and how anybody knows.
public final class DirectionExplainer {
  private static final int SHOWN = 80;

  private DirectionExplainer() {}

  public static Explanation explain(Direction direction) {
    return Explanation.of(NOTE, sentence(direction)).because(explain(direction.by()));
  }

  private static String sentence(Direction direction) {
    return switch (direction) {
      case Direction.Inbound _ -> "It came in from outside.";
      case Direction.Submission(var login, _) ->
          "It was submitted"
              + login.map(name -> " by " + Ascii.printable(name, SHOWN)).orElse("")
              + ".";
      case Direction.Local _ -> "It was made on this host.";
      case Direction.Relay _ -> "A host of ours handed it over, to which it came from outside.";
      case Direction.Reinjected _ ->
          "It was here before: a filter gave it back to the mail server.";
    };
  }

  private static Explanation explain(Direction.Rule by) {
    return Explanation.of(
        NOTE,
        switch (by) {
          case Direction.Rule.LoggedIn _ -> "The client logged in.";
          case Direction.Rule.Daemon(var name) ->
              "It was taken by the part of the mail server that is called "
                  + Ascii.printable(name, SHOWN)
                  + ".";
          case Direction.Rule.Listed(var network) ->
              "The client is in " + network + ", which is listed.";
          case Direction.Rule.CameFromOutside(var network, var entry) ->
              "The client is in "
                  + network
                  + ", which is ours, but a Received field shows that it came from "
                  + entry.client().map(Object::toString).orElse("elsewhere")
                  + ".";
          case Direction.Rule.OwnResults(var authservId) ->
              "It carries the results of "
                  + Ascii.printable(authservId, SHOWN)
                  + ", as we wrote them.";
          case Direction.Rule.Otherwise _ -> "Nothing says that it is ours.";
        });
  }
}

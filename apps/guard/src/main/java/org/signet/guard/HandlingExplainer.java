package org.signet.guard;

import static org.signet.foundation.explain.Mark.BAD;
import static org.signet.foundation.explain.Mark.GOOD;
import static org.signet.foundation.explain.Mark.NOTE;
import static org.signet.foundation.explain.Mark.UNKNOWN;
import static org.signet.foundation.explain.Mark.WARN;

import java.util.ArrayList;
import java.util.Optional;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;

/// Tells a [Handling] in words: to the operator and the recipient as an explanation, to the sender
/// as a reply.
public final class HandlingExplainer {
  private HandlingExplainer() {}

  /// What is done, in one sentence, and why.
  public static Explanation explain(Handling handling) {
    var because = new ArrayList<Explanation>();
    because.add(ReasonWords.explain(handling.why()));
    handling.cautions().stream().map(CautionWords::explain).forEach(because::add);
    var sentence =
        clause(handling)
            .map(clause -> Explanation.of(mark(handling), sentence(handling), clause))
            .orElseGet(() -> Explanation.of(mark(handling), sentence(handling)));
    return sentence.because(because);
  }

  private static Mark mark(Handling handling) {
    return switch (handling) {
      case Handling.Deliver(Reason.Authenticated _) -> GOOD;
      case Handling.Deliver _ -> NOTE;
      case Handling.Mark _ -> WARN;
      case Handling.Quarantine _, Handling.Reject _ -> BAD;
      case Handling.Defer _ -> UNKNOWN;
    };
  }

  private static String sentence(Handling handling) {
    return switch (handling) {
      case Handling.Deliver _ -> "The message is delivered.";
      case Handling.Mark _ -> "The message is delivered with a mark.";
      case Handling.Quarantine(_, _, QuarantineWay.Marked _) ->
          "The message is put aside: it is delivered with the field "
              + QuarantineWay.FIELD
              + ", by which the mail store files it as junk.";
      case Handling.Quarantine(_, _, QuarantineWay.Held _) ->
          "The message is put aside: it is held in the queue of the mail server.";
      case Handling.Quarantine(_, _, QuarantineWay.Redirected(var to)) ->
          "The message is put aside: it is delivered to " + to + " instead.";
      case Handling.Reject(var why, var code) ->
          "The message is rejected: " + SenderWords.reply(code, why);
      case Handling.Defer(var why, var code) ->
          "The message is put off, to be sent again: " + SenderWords.reply(code, why);
    };
  }

  private static Optional<Clause> clause(Handling handling) {
    return switch (handling) {
      case Handling.Deliver _, Handling.Mark _, Handling.Quarantine _ -> Optional.empty();
      case Handling.Reject(_, var code) -> Optional.of(code.clause());
      case Handling.Defer(_, var code) -> Optional.of(code.clause());
    };
  }

  /// What the sender is told; empty where the message is taken.
  public static Optional<Reply> reply(Handling handling) {
    return switch (handling) {
      case Handling.Deliver _, Handling.Mark _, Handling.Quarantine _ -> Optional.empty();
      case Handling.Reject(var why, var code) -> Optional.of(SenderWords.reply(code, why));
      case Handling.Defer(var why, var code) -> Optional.of(SenderWords.reply(code, why));
    };
  }
}

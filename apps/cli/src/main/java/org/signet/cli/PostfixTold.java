package org.signet.cli;

import java.util.ArrayList;
import java.util.Optional;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.guard.tls.PostfixAnswer;
import org.signet.guard.tls.PostfixDane;

/// What the TLS policy server tells Postfix about a domain.
///
/// @param dane whether that Postfix can do DANE; empty where it was not looked at, and so taken to
record PostfixTold(PostfixAnswer answer, Optional<PostfixDane> dane) {
  Explanation explanation() {
    var sentence =
        switch (answer.said()) {
          case PostfixAnswer.Said.Level level -> "Postfix is told: " + level.words() + '.';
          case PostfixAnswer.Said.Nothing nothing ->
              "Postfix is told nothing (" + nothing.words() + "), so that its own level stands.";
          case PostfixAnswer.Said.Wait wait ->
              "Postfix is told to keep the mail and to ask again (" + wait.words() + ").";
        };
    var because = new ArrayList<Explanation>();
    because.add(Explanation.of(Mark.NOTE, answer.reason()));
    because.add(
        dane.map(PostfixTold::explanation)
            .orElseGet(
                () -> Explanation.of(Mark.NOTE, "This Postfix is taken to be able to do DANE.")));
    return Explanation.of(Mark.NOTE, sentence).because(because);
  }

  private static Explanation explanation(PostfixDane dane) {
    return switch (dane) {
      case PostfixDane.Able _ ->
          Explanation.of(Mark.GOOD, "This Postfix can do DANE: its resolver says what is signed.");
      case PostfixDane.Unable(var why) ->
          Explanation.of(Mark.WARN, "This Postfix cannot do DANE, and is not told to: " + why);
    };
  }
}

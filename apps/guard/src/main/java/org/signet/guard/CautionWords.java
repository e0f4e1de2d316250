package org.signet.guard;

import static org.signet.foundation.explain.Mark.WARN;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.spec.Spec;
import org.signet.foundation.text.Ascii;
import org.signet.message.AmbiguityExplainer;

/// Says what a reader should know.
final class CautionWords {
  private static final int SHOWN = 100;
  private static final Clause LOOKS = Spec.UTS39.section("4");

  private CautionWords() {}

  static Explanation explain(Caution caution) {
    return switch (caution) {
      case Caution.ContentUnclear(var ambiguities) ->
          Explanation.of(WARN, "Mail programs may show this message differently.")
              .because(ambiguities.stream().map(AmbiguityExplainer::explain).toList());
      case Caution.ProtectedName(var name, var author) ->
          Explanation.of(
              WARN,
              "The author is shown as "
                  + Ascii.printable(name, SHOWN)
                  + ", and the address is of "
                  + author
                  + ".");
      case Caution.OtherAddress(var shown) ->
          Explanation.of(
              WARN, "The author's name shows another address than the author's: " + shown + ".");
      case Caution.LookalikeDomain(var author, var like, var likeness) ->
          Explanation.of(WARN, author + " is not " + like + ": " + words(likeness) + ".", LOOKS);
      case Caution.ConfusableDomain(var author) ->
          Explanation.of(
              WARN, author + " is written so that it may be taken for another name.", LOOKS);
      case Caution.RepliesElsewhere(var author, var replies) ->
          Explanation.of(
              WARN, "The author is of " + author + ", and answers go to " + replies + ".");
    };
  }

  private static String words(Caution.Likeness likeness) {
    return switch (likeness) {
      case LOOKS_THE_SAME -> "its characters look the same";
      case ONE_EDIT -> "one character is different";
      case HOLDS_IT -> "it only begins like it";
    };
  }
}

package org.signet.dkim;

import static org.signet.foundation.spec.Spec.RFC5321;
import static org.signet.foundation.spec.Spec.RFC5322;
import static org.signet.foundation.spec.Spec.RFC6376;
import static org.signet.foundation.spec.Spec.SIGNET;

import java.util.List;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.message.AmbiguityExplainer;

/// Says in words what became of a message that was to be signed.
public final class SigningExplainer {
  private static final int QUOTED = 60;

  private SigningExplainer() {}

  public static Explanation explain(Signing signing) {
    var because = signing.hazards().stream().map(SigningExplainer::explain).toList();
    return head(signing).because(because);
  }

  private static Explanation head(Signing signing) {
    return switch (signing) {
      case Signing.Signed(_, List<Hazard> hazards) when hazards.isEmpty() ->
          Explanation.of(Mark.GOOD, "The message is signed.");
      case Signing.Signed _ ->
          Explanation.of(
              Mark.WARN,
              "The message is signed, but servers on the way may change it so that the signature"
                  + " breaks.",
              RFC6376.section("5.3"));
      case Signing.Refused(var hazards) when hazards.stream().anyMatch(Hazard::forbids) ->
          Explanation.of(
              Mark.BAD, "The message is not signed, because it cannot be.", RFC6376.section("5.4"));
      case Signing.Refused _ ->
          Explanation.of(
              Mark.BAD,
              "The message is not signed, because servers on the way are likely to change it so"
                  + " that the signature breaks.",
              RFC6376.section("5.3"));
    };
  }

  /// One sentence, with what mends it.
  public static Explanation explain(Hazard hazard) {
    return switch (hazard) {
      case Hazard.InHeader(var ambiguity) -> AmbiguityExplainer.explain(ambiguity);
      case Hazard.TooManyNames(var most) ->
          Explanation.of(
              Mark.BAD,
              "More than " + most + " fields would have to be signed. Send fewer.",
              SIGNET.section(""));
      case Hazard.Missing(var field) ->
          Explanation.of(
              Mark.WARN,
              "There is no %s field, and the next server may add one. Add it first."
                  .formatted(field),
              RFC5322.section("3.6"));
      case Hazard.LongReferences(var octets) ->
          Explanation.of(
              Mark.WARN,
              "The References field has %s octets, and some servers cut it at 998. Keep the first"
                      .formatted(octets)
                  + " and the last few identifiers.",
              RFC5322.section("2.1.1"));
      case Hazard.EightBitField(var field) ->
          Explanation.of(
              Mark.WARN,
              "The field %s holds letters beyond ASCII, which servers without SMTPUTF8 change."
                      .formatted(Ascii.printable(field, QUOTED))
                  + " Write them as encoded words.",
              RFC5322.section("2.2"));
      case Hazard.EightBitBody(var line, var isDeclared) ->
          Explanation.of(
              Mark.WARN,
              ("The body holds octets beyond ASCII (first in line %s)%s, which servers without"
                      + " 8BITMIME encode anew. Send it as quoted-printable or base64.")
                  .formatted(line, isDeclared ? "" : " and does not say so"),
              RFC6376.section("5.3"));
      case Hazard.LongLine(var line) ->
          Explanation.of(
              Mark.WARN,
              ("Line %s of the body is longer than 998 octets, and servers may break it. Send it as"
                      + " quoted-printable or base64.")
                  .formatted(line),
              RFC5321.section("4.5.3.1.6"));
      case Hazard.BareCr(var line) ->
          Explanation.of(
              Mark.WARN,
              ("Line %s of the body holds a carriage return alone, which servers turn into a line"
                      + " end or remove. End lines with CRLF.")
                  .formatted(line),
              RFC5321.section("2.3.8"));
      case Hazard.BareLf(var line) ->
          Explanation.of(
              Mark.WARN,
              ("Line %s of the body holds a line feed alone, which servers turn into a line end."
                      + " End lines with CRLF.")
                  .formatted(line),
              RFC5321.section("2.3.8"));
    };
  }
}

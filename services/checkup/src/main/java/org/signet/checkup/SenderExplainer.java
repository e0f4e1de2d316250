package org.signet.checkup;

import static org.signet.foundation.spec.Spec.RFC7435;
import static org.signet.foundation.spec.Spec.RFC7672;
import static org.signet.foundation.spec.Spec.RFC8461;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.tlspolicy.Demand;

/// Says in words what senders would do.
public final class SenderExplainer {
  private SenderExplainer() {}

  /// What a sender would do with mail for one place.
  public static Explanation explain(Sender sender, Deed deed) {
    return Explanation.of(
        mark(deed), who(sender) + ' ' + does(sender, deed) + '.', clause(sender, deed));
  }

  private static Mark mark(Deed deed) {
    return switch (deed) {
      case Deed.Delivers(var isVerified) -> isVerified ? Mark.GOOD : Mark.WARN;
      case Deed.DeliversInClear _, Deed.Refuses _ -> Mark.BAD;
      case Deed.Withholds(Demand.Ban.Unanswered _) -> Mark.UNKNOWN;
      case Deed.Withholds _ -> Mark.BAD;
      case Deed.Depends(Demand.Opportunistic _) -> Mark.WARN;
      case Deed.Depends _ -> Mark.NOTE;
      case Deed.Undetermined _ -> Mark.UNKNOWN;
    };
  }

  private static String who(Sender sender) {
    return switch (sender) {
      case DANE -> "A sender that knows DANE";
      case MTA_STS -> "A sender that knows MTA-STS";
      case OPPORTUNISTIC -> "A sender that knows neither";
    };
  }

  private static String does(Sender sender, Deed deed) {
    return switch (deed) {
      case Deed.Delivers(var isVerified) ->
          isVerified
              ? "delivers over TLS, and knows that this is the host"
              : "delivers over TLS, and would deliver to anybody who stands in the way too";
      case Deed.DeliversInClear _ -> "delivers in clear text";
      case Deed.Refuses(var demand, var seen) ->
          "does not deliver: it demands "
              + demanded(demand)
              + (seen.isPresent() ? ", and the certificate is another" : ", and gets no TLS");
      case Deed.Withholds(var why) -> "does not try it: " + banned(why);
      case Deed.Depends(Demand.Opportunistic _) ->
          "delivers, over TLS where it is offered and else in clear text";
      case Deed.Undetermined _ ->
          sender == Sender.DANE
              ? "does what signed answers of the DNS say, which nobody validated here"
              : "does what the policy says, which was not fetched";
      case Deed.Depends(var demand) -> "delivers only over TLS with " + certificate(demand);
    };
  }

  private static String demanded(Demand demand) {
    return "TLS with " + certificate(demand);
  }

  private static String certificate(Demand demand) {
    return switch (demand) {
      case Demand.Pinned _ -> "a key that the zone pins";
      case Demand.Named _ -> "a trusted certificate for the host's name";
      case Demand.Encrypted _, Demand.Opportunistic _, Demand.Withheld _ -> "any certificate";
    };
  }

  private static String banned(Demand.Ban why) {
    return switch (why) {
      case Demand.Ban.Unanswered _ -> "whether it pins keys could not be found out";
      case Demand.Ban.NotNamed _ -> "the policy of the domain does not name it";
      case Demand.Ban.NoAddress _ -> "it has no address";
    };
  }

  private static Clause clause(Sender sender, Deed deed) {
    return switch (sender) {
      case DANE -> RFC7672.section("2.2");
      case MTA_STS -> RFC8461.section("5");
      case OPPORTUNISTIC ->
          deed instanceof Deed.DeliversInClear ? RFC7435.section("3") : RFC7435.section("2");
    };
  }
}

package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC7489;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;

/// Says whether receivers that still use RFC 7489 come to another result, and why.
final class Rfc7489Words {
  private Rfc7489Words() {}

  static Explanation explain(DmarcVerdict verdict) {
    var clause = RFC7489.section("6.6.3");
    if (!verdict.methodsDiffer()) {
      var same = "Receivers that still use RFC 7489 and the Public Suffix List come to the same.";
      return Explanation.of(Mark.NOTE, same, clause);
    }
    var sentence =
        "Receivers that still use RFC 7489 and the Public Suffix List come to another result: "
            + result(verdict.rfc7489())
            + '.';
    return Explanation.of(Mark.WARN, sentence, clause).because(reasons(verdict));
  }

  private static String result(Rfc7489Verdict older) {
    return switch (older.result()) {
      case NONE, TEMPERROR -> older.result().word();
      case PASS -> "pass, by " + String.join(" and ", names(older.aligned()));
      case FAIL -> "fail, " + consequence(older);
    };
  }

  private static List<String> names(List<Identifier> identifiers) {
    return identifiers.stream().map(AlignmentWords::name).distinct().toList();
  }

  private static String consequence(Rfc7489Verdict older) {
    var share = older.percent() == 100 ? "" : " (" + older.percent() + " % of such mail)";
    return switch (older.policy()) {
      case NONE -> "without consequence";
      case QUARANTINE -> "to be put aside" + share;
      case REJECT -> "to be rejected" + share;
    };
  }

  private static List<Explanation> reasons(DmarcVerdict verdict) {
    var reasons = new ArrayList<Explanation>();
    var list = verdict.rfc7489().organization();
    var walk = verdict.organization().map(Organization::domain);
    if (list.isPresent() && walk.isPresent() && !list.equals(walk)) {
      var sentence =
          "The list takes "
              + list.get()
              + " for the organisation of "
              + verdict.author()
              + ", the records take "
              + walk.get()
              + '.';
      reasons.add(Explanation.of(Mark.NOTE, sentence, RFC7489.section("3.2")));
    }
    var older = verdict.rfc7489().at();
    var newer = at(verdict.discovery());
    if (!older.equals(newer)) {
      var sentence =
          "There the record of "
              + older.map(Domain::text).orElse("nobody")
              + " applies, here that of "
              + newer.map(Domain::text).orElse("nobody")
              + '.';
      reasons.add(Explanation.of(Mark.NOTE, sentence, RFC7489.section("6.6.3")));
    }
    reasons.addAll(newTags(verdict.discovery()));
    return reasons;
  }

  private static Optional<Domain> at(Discovery discovery) {
    return switch (discovery) {
      case Discovery.Applies applies -> Optional.of(applies.at());
      case Discovery.Unusable _, Discovery.NoRecord _, Discovery.Unknown _ -> Optional.empty();
    };
  }

  /// Tags that RFC 7489 does not know and that made a difference here.
  private static List<Explanation> newTags(Discovery discovery) {
    var all = new ArrayList<Explanation>();
    if (discovery instanceof Discovery.Applies applies) {
      var demand = applies.demand();
      if (demand.filter(d -> d.tag() == Discovery.Tag.NP).isPresent()) {
        all.add(Explanation.of(Mark.NOTE, "They do not know np=."));
      }
      if (demand.filter(d -> d.applied() != d.published()).isPresent()) {
        all.add(Explanation.of(Mark.NOTE, "They do not know t=y."));
      }
    }
    return all;
  }
}

package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Problem;

/// Says what the record that applies asks for.
final class PolicyWords {
  /// Chars of a record, or of a value in it, that are shown.
  static final int SHOWN_CHARS = 200;

  /// Flaws of one record that are told.
  private static final int SHOWN_FLAWS = 5;

  /// §9.3: tags that were taken out.
  private static final Set<String> HISTORIC = Set.of("pct", "rf", "ri");

  private PolicyWords() {}

  static List<Explanation> explain(DmarcVerdict verdict) {
    return switch (verdict.discovery()) {
      case Discovery.Applies applies -> applies(verdict.author(), applies);
      case Discovery.Unusable(var at, _, var record) ->
          List.of(
              Explanation.of(
                      Mark.WARN,
                      "The record of "
                          + at
                          + " names no valid policy and no address for reports, so DMARC is not"
                          + " applied.",
                      RFC9989.section("4.10.1"))
                  .because(flaws(record)));
      case Discovery.NoRecord _, Discovery.Unknown _ -> List.of();
    };
  }

  private static List<Explanation> applies(Domain author, Discovery.Applies applies) {
    var all = new ArrayList<Explanation>();
    var record = applies.record();
    var sentence = who(author, applies) + demand(author, applies);
    all.add(Explanation.of(Mark.NOTE, sentence, RFC9989.section("4.7")).because(remarks(record)));
    if (record.testing()) {
      all.add(
          Explanation.of(
              Mark.NOTE,
              "The owner is still testing (t=y), so one step less is asked for than is published.",
              RFC9989.section("4.7")));
    }
    return all;
  }

  private static String who(Domain author, Discovery.Applies applies) {
    return switch (applies.place()) {
      case AUTHOR -> "The From domain " + author + " asks receivers ";
      case ORGANIZATION ->
          author
              + " has no record of its own; its organisation "
              + applies.at()
              + " asks receivers ";
      case PUBLIC_SUFFIX ->
          "Neither "
              + author
              + " nor its organisation has a record; "
              + applies.at()
              + ", under which it is registered, asks receivers ";
    };
  }

  private static String demand(Domain author, Discovery.Applies applies) {
    var record = applies.record();
    var demand = applies.demand();
    if (demand.isEmpty()) {
      return "for "
          + record.sp().orElse(record.p()).word()
          + " if that name exists, and for "
          + record.np().orElse(record.p()).word()
          + " if it does not; which is so could not be asked.";
    }
    var tag = demand.get().tag();
    var what =
        switch (tag) {
          case P -> "mail that is not authenticated as its own";
          case SP -> "unauthenticated mail of its sub-domains";
          case NP -> "unauthenticated mail of sub-domains that do not exist";
        };
    var written =
        switch (tag) {
          case P -> "p=";
          case SP -> "sp=";
          case NP -> "np=";
        };
    var known = tag == Discovery.Tag.NP ? "; " + author + " does not exist" : "";
    var policy = demand.get().published();
    return verb(policy, what) + " (" + written + policy.word() + ")" + known + '.';
  }

  private static String verb(Policy policy, String what) {
    return switch (policy) {
      case NONE -> "to do nothing about " + what;
      case QUARANTINE -> "to put aside as suspicious " + what;
      case REJECT -> "to reject " + what;
    };
  }

  private static List<Explanation> remarks(DmarcRecord record) {
    var all = new ArrayList<Explanation>();
    if (record.assumed().isPresent()) {
      all.add(
          Explanation.of(
              Mark.WARN,
              "The record names no valid policy; because it asks for reports, p=none is assumed.",
              RFC9989.section("4.10.1")));
    }
    all.addAll(flaws(record));
    for (var tag : record.unknown()) {
      if (HISTORIC.contains(tag.name())) {
        var value = Ascii.printable(tag.value(), SHOWN_CHARS);
        var sentence = tag.name() + '=' + value + " no longer means anything and is ignored.";
        all.add(Explanation.of(Mark.NOTE, sentence, RFC9989.section("9.3")));
      }
    }
    return all;
  }

  private static List<Explanation> flaws(DmarcRecord record) {
    return record.flaws().stream().limit(SHOWN_FLAWS).map(PolicyWords::flaw).toList();
  }

  private static Explanation flaw(Problem flaw) {
    var sentence = "The record has a mistake, which is set aside: " + flaw.words() + '.';
    return Explanation.of(Mark.WARN, sentence, flaw.clause());
  }
}

package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata.Txt;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;

/// Says which names were asked for a record, and what each had.
final class WalkWords {
  private static final Clause WALK = RFC9989.section("4.10");
  private static final Clause ORGANIZATION = RFC9989.section("4.10.2");

  private WalkWords() {}

  static Explanation explain(DmarcVerdict verdict) {
    var because = new ArrayList<Explanation>();
    verdict.walk().steps().forEach(each -> because.add(told(each)));
    verdict.organization().ifPresent(each -> because.add(organization(verdict, each)));
    return Explanation.of(Mark.NOTE, ending(verdict.walk()), WALK).because(because);
  }

  private static String ending(TreeWalk walk) {
    var sought = "Records were looked for from " + walk.start() + " upwards";
    return switch (walk.ending()) {
      case TOP -> sought + ".";
      case PSD -> sought + ", up to one that says where it stands.";
      case UNANSWERED -> sought + ", until a question was not answered.";
      case NOT_NEEDED -> "Only the record of " + walk.start() + " itself was needed.";
    };
  }

  private static Explanation told(TreeWalk.Step step) {
    var sentence = step(step);
    return switch (step.finding()) {
      case Finding.Policy _, Finding.Nothing _, Finding.Impossible _ ->
          Explanation.of(Mark.NOTE, sentence);
      case Finding.Several _ -> Explanation.of(Mark.WARN, sentence, WALK);
      case Finding.Unreadable _ -> Explanation.of(Mark.WARN, sentence, RFC9989.section("4.7"));
      case Finding.Unanswered _, Finding.OverBudget _ -> Explanation.of(Mark.UNKNOWN, sentence);
    };
  }

  /// What one name had, as a sentence.
  static String step(TreeWalk.Step step) {
    var name = "_dmarc." + step.domain();
    return switch (step.finding()) {
      case Finding.Policy(var record, var ignored, _) ->
          name + " says: " + quoted(record.text()) + others(ignored);
      case Finding.Several(var records, _) ->
          name + " has " + records.size() + " DMARC records; with more than one, none counts.";
      case Finding.Unreadable(_, var why, _) ->
          name + " contradicts itself and does not count: " + why.words() + '.';
      case Finding.Nothing(var ignored, _) when !ignored.isEmpty() ->
          name + " has no DMARC record" + others(ignored) + ".";
      case Finding.Nothing(_, Answer.NoSuchName<Txt> _) -> name + " does not exist.";
      case Finding.Nothing _ -> name + " has no record.";
      case Finding.Impossible _ -> name + " cannot exist, so it was not asked.";
      case Finding.Unanswered(var failure) ->
          name + " could not be asked: " + failure.cause().words() + ".";
      case Finding.OverBudget _ ->
          name
              + " was not asked, because the message had spent its "
              + Dmarc.MOST_QUERIES
              + " questions.";
    };
  }

  private static String quoted(String text) {
    return '"' + Ascii.printable(text, PolicyWords.SHOWN_CHARS) + '"';
  }

  private static String others(List<String> ignored) {
    return ignored.isEmpty() ? "" : " (beside " + ignored.size() + " TXT records of other use)";
  }

  private static Explanation organization(DmarcVerdict verdict, Organization organization) {
    var is =
        organization.domain().equals(verdict.author())
            ? verdict.author() + " is an organisation's own name: "
            : verdict.author() + " belongs to the organisation " + organization.domain() + ": ";
    return switch (organization.basis()) {
      case Organization.Basis.Declared _ ->
          Explanation.of(Mark.NOTE, is + "its record says so (psd=n).", ORGANIZATION);
      case Organization.Basis.BelowDeclaredSuffix(var suffix) ->
          Explanation.of(
              Mark.NOTE,
              is + "directly below " + suffix + ", where people register (psd=y).",
              ORGANIZATION);
      case Organization.Basis.TopmostRecord _ ->
          Explanation.of(Mark.NOTE, is + "the shortest name with a record.", ORGANIZATION);
      case Organization.Basis.NoRecord _ ->
          Explanation.of(Mark.NOTE, is + "no name has a record.", ORGANIZATION);
      case Organization.Basis.BelowListedSuffix(var suffix, var unguarded, _) ->
          Explanation.of(
              Mark.WARN,
              is
                  + "by the records alone it would be "
                  + unguarded
                  + ", and everybody under "
                  + suffix
                  + " with it; but the Public Suffix List says that people register there, so"
                  + " Signet reads the records as if "
                  + suffix
                  + " said psd=y.",
              RFC9989.section("11.8"));
    };
  }
}

package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.ArrayList;
import java.util.List;
import org.signet.dmarc.DmarcOutcome.Fail;
import org.signet.dmarc.DmarcOutcome.Fault;
import org.signet.dmarc.DmarcOutcome.None;
import org.signet.dmarc.DmarcOutcome.Pass;
import org.signet.dmarc.DmarcOutcome.PermError;
import org.signet.dmarc.DmarcOutcome.TempError;
import org.signet.dmarc.DmarcOutcome.Trouble;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Domain;
import org.signet.message.AmbiguityExplainer;

/// Says in words what DMARC came to, and why.
public final class DmarcExplainer {
  private DmarcExplainer() {}

  /// The verdict on the message, resting on those for its author domains.
  public static Explanation explain(DmarcResult result) {
    var verdicts = result.verdicts();
    if (verdicts.size() == 1 && result.author().ambiguities().isEmpty()) {
      return explain(verdicts.getFirst());
    }
    var because = new ArrayList<Explanation>();
    result.author().ambiguities().stream().map(AmbiguityExplainer::explain).forEach(because::add);
    var isAmbiguous = !result.author().ambiguities().isEmpty();
    verdicts.forEach(each -> because.add(isAmbiguous ? guess(each) : explain(each)));
    return overall(result).because(because);
  }

  private static Explanation overall(DmarcResult result) {
    var word = "DMARC " + result.outcome().word() + ": ";
    return switch (result.outcome()) {
      case PermError(var fault) -> Explanation.of(Mark.BAD, word + fault(fault), clause(fault));
      case Pass _, Fail _, None _, TempError _ ->
          Explanation.of(
              mark(result.outcome()),
              word + "the message names several authors; the worst of their results counts.",
              RFC9989.section("11.5"));
    };
  }

  /// The verdict for a domain that some readers may take for the author's.
  private static Explanation guess(DmarcVerdict verdict) {
    var sentence =
        "Read as a message from " + verdict.author() + " it comes to: " + verdict.outcome().word();
    return Explanation.of(Mark.NOTE, sentence + '.').because(because(verdict));
  }

  /// The verdict for one author domain.
  public static Explanation explain(DmarcVerdict verdict) {
    var outcome = verdict.outcome();
    var sentence = "DMARC " + outcome.word() + ": " + sentence(verdict);
    return Explanation.of(mark(outcome), sentence, clause(outcome)).because(because(verdict));
  }

  private static List<Explanation> because(DmarcVerdict verdict) {
    var because = new ArrayList<Explanation>();
    because.addAll(PolicyWords.explain(verdict));
    because.addAll(AlignmentWords.explain(verdict));
    because.add(WalkWords.explain(verdict));
    because.add(Rfc7489Words.explain(verdict));
    return because;
  }

  private static Mark mark(DmarcOutcome outcome) {
    return switch (outcome) {
      case None _ -> Mark.NOTE;
      case Pass _ -> Mark.GOOD;
      case Fail _, PermError _ -> Mark.BAD;
      case TempError _ -> Mark.UNKNOWN;
    };
  }

  private static Clause clause(DmarcOutcome outcome) {
    return switch (outcome) {
      case None _ -> RFC9989.section("4.10.1");
      case Pass _, Fail _ -> RFC9989.section("5.3.5");
      case TempError _ -> RFC9989.section("5.3.6");
      case PermError(var fault) -> clause(fault);
    };
  }

  private static Clause clause(Fault fault) {
    return switch (fault) {
      case Fault.AmbiguousAuthor _ -> RFC9989.section("4.4");
      case Fault.NoAuthorDomain _ -> RFC9989.section("5.3.1");
      case Fault.TooManyQueries _ -> RFC9989.section("11.5");
    };
  }

  private static String sentence(DmarcVerdict verdict) {
    var author = verdict.author();
    return switch (verdict.outcome()) {
      case None(Discovery.Unusable _) ->
          author + ", the domain of the author, has a record that asks for nothing.";
      case None _ ->
          author + ", the domain of the author, has not said how to treat mail in its name.";
      case Pass _ -> author + ", the domain of the author, stands behind this message.";
      case Fail(var demand) ->
          "nothing shows that "
              + author
              + ", the domain of the author, stands behind this message"
              + consequence(demand);
      case TempError(var trouble) -> trouble(author, trouble);
      case PermError(var fault) -> fault(fault);
    };
  }

  private static String consequence(Discovery.Demand demand) {
    return switch (demand.applied()) {
      case NONE -> "; its owner asks for no consequence.";
      case QUARANTINE -> ", and its owner asks that such mail be put aside as suspicious.";
      case REJECT -> ", and its owner asks that such mail be rejected.";
    };
  }

  private static String trouble(Domain author, Trouble trouble) {
    return switch (trouble) {
      case Trouble.PolicyUnknown(var step) ->
          "it is unknown how "
              + author
              + ", the domain of the author, wants its mail treated, because _dmarc."
              + step.domain()
              + " could not be asked.";
      case Trouble.AlignmentUnknown(var identifiers, var step) ->
          "it is unknown whether "
              + names(identifiers)
              + " belongs to the organisation of "
              + author
              + ", the domain of the author, because _dmarc."
              + step.domain()
              + " could not be asked.";
      case Trouble.IdentifiersUnknown(var identifiers) ->
          "whether "
              + author
              + ", the domain of the author, stands behind this message depends on "
              + names(identifiers)
              + ", and that could not be checked now.";
      case Trouble.ExistenceUnknown _ ->
          "nothing shows that "
              + author
              + ", the domain of the author, stands behind this message; what its owner asks for"
              + " then depends on whether that name exists, which could not be asked.";
    };
  }

  private static String names(List<Identifier> identifiers) {
    return String.join(" or ", identifiers.stream().map(AlignmentWords::name).distinct().toList());
  }

  private static String fault(Fault fault) {
    return switch (fault) {
      case Fault.AmbiguousAuthor _ ->
          "programs may disagree about who wrote this message, so DMARC speaks for nobody.";
      case Fault.NoAuthorDomain _ -> "the message names no author with a domain.";
      case Fault.TooManyQueries(var unasked) ->
          "the message would cost more than "
              + Dmarc.MOST_QUERIES
              + " questions to the DNS; _dmarc."
              + unasked
              + " was not asked any more.";
    };
  }
}

package org.signet.guard;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.signet.dmarc.Checked;
import org.signet.dmarc.DmarcOutcome.Trouble;
import org.signet.dmarc.DmarcVerdict;
import org.signet.dmarc.Identifier;
import org.signet.dmarc.Identifier.Standing;
import org.signet.dmarc.Policy;
import org.signet.foundation.text.Domain;

/// What the sender is told: what failed, in one line that a person without our logs can act on.
final class SenderWords {
  static final String AUTHOR_UNCLEAR =
      "The From field is malformed, missing or there twice: it is not clear who wrote this message";

  /// Identifiers that are named.
  private static final int SHOWN_IDENTIFIERS = 3;

  /// Characters of a name; the attacker chooses it.
  private static final int SHOWN_NAME = 80;

  private SenderWords() {}

  static Reply reply(ReplyCode code, Reason why) {
    return reply(code, text(why));
  }

  /// @param text printable ASCII
  static Reply reply(ReplyCode code, String text) {
    return new Reply(
        code,
        text.length() <= Reply.MOST_TEXT
            ? text
            : text.substring(0, Reply.MOST_TEXT - "...".length()) + "...");
  }

  private static String text(Reason why) {
    return switch (why) {
      case Reason.Failed(var verdict, var asked, _) -> failed(verdict, asked);
      case Reason.SendsNoMail(var domain, _, _) ->
          "SPF fail: " + name(domain) + " says that no host sends mail for it (v=spf1 -all)";
      case Reason.AuthorUnclear(_, var guess, _) ->
          AUTHOR_UNCLEAR
              + guess.map(one -> "; it could be " + name(one.domain())).orElse("")
              + " (RFC 5322 section 3.6.2)";
      case Reason.Undetermined(var author, var trouble, _) -> undetermined(author, trouble);
      case Reason.StillUndetermined(var what, _) -> text(what);
      case Reason.OwnFault(var what, _) -> text(what);
      case Reason.OverBudget(var author, _, _) ->
          "DMARC: checking whether this message comes from "
              + name(author)
              + " would take more questions to the DNS than one message may cost";
      case Reason.Exempted(_, var otherwise) -> text(otherwise.why());
      case Reason.NotJudged _, Reason.Authenticated _, Reason.NothingAsked _, Reason.Immaterial _ ->
          "Accepted";
    };
  }

  private static String failed(DmarcVerdict verdict, Policy asked) {
    return "DMARC policy of "
        + name(verdict.author())
        + " (p="
        + asked.word()
        + "): nothing shows that this message comes from there ("
        + identifiers(verdict)
        + ")";
  }

  private static String identifiers(DmarcVerdict verdict) {
    var words = new ArrayList<String>();
    var all = verdict.identifiers();
    all.stream().limit(SHOWN_IDENTIFIERS).map(SenderWords::identifier).forEach(words::add);
    if (all.size() > SHOWN_IDENTIFIERS) {
      words.add("and " + (all.size() - SHOWN_IDENTIFIERS) + " more");
    }
    if (all.stream().noneMatch(one -> one.identifier().mechanism() == Identifier.Mechanism.DKIM)) {
      words.add("no DKIM signature");
    }
    return String.join(", ", words);
  }

  private static String identifier(Checked checked) {
    var one = checked.identifier();
    return one.mechanism() + " " + standing(one.standing()) + " for " + name(one.domain());
  }

  private static String standing(Standing standing) {
    return switch (standing) {
      case Standing.Authenticated _ -> "pass";
      case Standing.Discounted _ -> "pass without weight";
      case Standing.NotAuthenticated(var result) -> result;
      case Standing.Undetermined _ -> "temperror";
    };
  }

  private static String undetermined(Domain author, Trouble trouble) {
    var what =
        switch (trouble) {
          case Trouble.PolicyUnknown(var step) -> "_dmarc." + name(step.domain());
          case Trouble.AlignmentUnknown(_, var step) -> "_dmarc." + name(step.domain());
          case Trouble.IdentifiersUnknown(var identifiers) ->
              identifiers.stream()
                  .limit(SHOWN_IDENTIFIERS)
                  .map(one -> "the " + one.mechanism() + " record of " + name(one.domain()))
                  .collect(Collectors.joining(", "));
          case Trouble.ExistenceUnknown _ -> name(author);
        };
    return "DMARC: whether this message comes from "
        + name(author)
        + " cannot be checked now: no answer from the DNS for "
        + what
        + ". Please try again";
  }

  private static String name(Domain domain) {
    var text = domain.text();
    return text.length() <= SHOWN_NAME ? text : "..." + text.substring(text.length() - SHOWN_NAME);
  }
}

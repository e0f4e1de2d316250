package org.signet.guard;

import static org.signet.foundation.explain.Mark.BAD;
import static org.signet.foundation.explain.Mark.GOOD;
import static org.signet.foundation.explain.Mark.NOTE;
import static org.signet.foundation.explain.Mark.UNKNOWN;
import static org.signet.foundation.explain.Mark.WARN;
import static org.signet.foundation.spec.Spec.RFC7208;
import static org.signet.foundation.spec.Spec.RFC8617;
import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.dmarc.Policy;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Reason.Immaterial.Because;
import org.signet.guard.Reason.Softening;
import org.signet.message.AmbiguityExplainer;
import org.signet.verifier.Change;

/// Says why a message is handled as it is.
final class ReasonWords {
  private static final Clause HANDLING = RFC9989.section("5.4");
  private static final Clause TEMPORARY = RFC9989.section("5.3.6");
  private static final Clause INDIRECT = RFC9989.section("7.4");

  private ReasonWords() {}

  static Explanation explain(Reason why) {
    return switch (why) {
      case Reason.NotJudged(var direction) ->
          Explanation.of(NOTE, "It is not judged.").because(DirectionExplainer.explain(direction));
      case Reason.Authenticated _ -> Explanation.of(GOOD, "Its author is authenticated.", HANDLING);
      case Reason.NothingAsked(var author, _) ->
          Explanation.of(NOTE, author + " asks for nothing.", HANDLING);
      case Reason.Failed(var verdict, var asked, var softening) ->
          Explanation.of(
                  asked == Policy.NONE ? WARN : BAD,
                  "Nothing shows that it comes from " + verdict.author() + ", " + asks(asked) + ".",
                  HANDLING)
              .because(explain(softening));
      case Reason.SendsNoMail(var domain, _, var softening) ->
          Explanation.of(
                  BAD,
                  "It names " + domain + " as its sender, and no host sends mail for that domain.",
                  RFC7208.section("8.4"))
              .because(explain(softening));
      case Reason.AuthorUnclear unclear -> explain(unclear);
      case Reason.Undetermined(var author, _, var asked) ->
          Explanation.of(
              UNKNOWN,
              "Whether it comes from "
                  + author
                  + " cannot be determined now, and "
                  + asked
                      .map(policy -> author + " is a domain that " + wish(policy))
                      .orElse("what that domain asks for neither")
                  + ".",
              TEMPORARY);
      case Reason.StillUndetermined(var what, var waited) ->
          explain(what)
              .because(
                  Explanation.of(
                      NOTE,
                      "So it was when such a message first came, "
                          + waited.toHours()
                          + " hours ago."));
      case Reason.OwnFault(var what, var failing) ->
          explain(what)
              .because(
                  Explanation.of(
                      WARN,
                      "Of "
                          + failing.domains()
                          + " domains that sent mail lately, "
                          + failing.failing()
                          + " could not be asked: the fault is most likely ours."));
      case Reason.Immaterial(var author, _, Because.SameName(var identifier)) ->
          Explanation.of(
              GOOD,
              "What "
                  + author
                  + " asks for is unknown now, and does not matter: "
                  + identifier.mechanism()
                  + " authenticates that very name.",
              RFC9989.section("4.4"));
      case Reason.Immaterial(var author, _, Because.NothingEnforced _) ->
          Explanation.of(
              UNKNOWN,
              "Whether it comes from "
                  + author
                  + " cannot be determined now, and that domain asks for no consequence.",
              TEMPORARY);
      case Reason.OverBudget(var author, var unasked, var softening) ->
          Explanation.of(
                  BAD,
                  "Nothing showed that it comes from "
                      + author
                      + " within the questions that one message may cost; _dmarc."
                      + unasked
                      + " was not asked.")
              .because(explain(softening));
      case Reason.Exempted(var by, var otherwise) ->
          Explanation.of(
                  WARN,
                  "The operator excepts it until " + by.until() + ": " + scope(by.scope()) + ".")
              .because(
                  Explanation.of(NOTE, otherwise(otherwise)).because(explain(otherwise.why())));
    };
  }

  private static Explanation explain(Reason.AuthorUnclear unclear) {
    var because = new ArrayList<Explanation>();
    unclear.ambiguities().stream().map(AmbiguityExplainer::explain).forEach(because::add);
    unclear
        .enforcing()
        .map(
            guess ->
                Explanation.of(
                    BAD,
                    "Some would take it for a message from "
                        + guess.domain()
                        + ", "
                        + asks(guess.asked())
                        + "."))
        .ifPresent(because::add);
    because.addAll(explain(unclear.softening()));
    return Explanation.of(
            unclear.enforcing().isPresent() ? BAD : WARN,
            "It is not clear who wrote it.",
            RFC9989.section("5.3.1"))
        .because(because);
  }

  private static List<Explanation> explain(Optional<Softening> softening) {
    return softening.map(ReasonWords::explain).stream().toList();
  }

  private static Explanation explain(Softening softening) {
    return switch (softening) {
      case Softening.Indirect(var evidence) -> explain(evidence);
      case Softening.Strict9989 _ ->
          Explanation.of(
              NOTE, "The policy alone is no reason to reject it (strict_9989).", INDIRECT);
      case Softening.AlreadyAccepted _ ->
          Explanation.of(
              NOTE,
              "A host of ours has accepted it already, and would have to bounce it; so it is not"
                  + " rejected.");
    };
  }

  private static Explanation explain(IndirectEvidence evidence) {
    return switch (evidence) {
      case IndirectEvidence.SealedPass(var sealer) ->
          Explanation.of(
              NOTE,
              sealer
                  + ", which the operator believes, found its author authenticated, and sealed it.",
              RFC8617.section("7.2.1"));
      case IndirectEvidence.Known(var who, var by) ->
          Explanation.of(
              NOTE,
              "It came by way of "
                  + (who.kind() == Intermediary.Kind.LIST ? "a list" : "a forwarder")
                  + " that the operator knows: "
                  + sign(by)
                  + ".",
              INDIRECT);
      case IndirectEvidence.Undone(var undone) ->
          Explanation.of(
              NOTE,
              undone.signature().domain()
                  + " signed it, and it was changed on the way: "
                  + undone.changes().stream().map(Change::words).collect(Collectors.joining(", "))
                  + ".",
              INDIRECT);
    };
  }

  private static String sign(Intermediary.Sign by) {
    return switch (by) {
      case Intermediary.Sign.Client(var network) -> "its host is in " + network;
      case Intermediary.Sign.Signature(var domain) -> "it is signed by " + domain;
      case Intermediary.Sign.Sender(var domain) -> "its host sends for " + domain;
    };
  }

  private static String scope(Exemption.Scope scope) {
    return switch (scope) {
      case Exemption.Scope.Author(var address) ->
          "mail of " + Ascii.printable(address.toString(), 100);
      case Exemption.Scope.AuthorDomain(var domain) -> "mail of " + domain;
      case Exemption.Scope.Way(Intermediary.Place.Hosts(var network)) -> "mail from " + network;
      case Exemption.Scope.Way(Intermediary.Place.Name(var domain)) -> "mail sent by " + domain;
    };
  }

  private static String otherwise(Handling otherwise) {
    return switch (otherwise.action()) {
      case DELIVER, MARK -> "It would have been delivered.";
      case QUARANTINE -> "It would have been put aside.";
      case DEFER -> "It would have been put off.";
      case REJECT -> "It would have been rejected.";
    };
  }

  private static String asks(Policy policy) {
    return "which " + wish(policy);
  }

  private static String wish(Policy policy) {
    return switch (policy) {
      case NONE -> "asks for no consequence";
      case QUARANTINE -> "asks that such mail be put aside";
      case REJECT -> "asks that such mail be rejected";
    };
  }
}

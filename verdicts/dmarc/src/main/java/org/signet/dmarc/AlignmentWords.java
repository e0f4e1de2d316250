package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC6376;
import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.List;
import org.signet.dmarc.Identifier.Standing;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// Says of each identifier whether it proves the author's domain, and why not.
final class AlignmentWords {
  private static final Clause ALIGNMENT = RFC9989.section("4.4");
  private static final Clause EVALUATION = RFC9989.section("4.10.2");
  private static final int SHOWN_CHARS = 80;

  private AlignmentWords() {}

  static List<Explanation> explain(DmarcVerdict verdict) {
    if (!(verdict.discovery() instanceof Discovery.Applies)) {
      return List.of();
    }
    if (verdict.identifiers().isEmpty()) {
      var nothing = "Neither SPF nor DKIM speaks for any domain.";
      return List.of(Explanation.of(Mark.BAD, nothing, RFC9989.section("4.3")));
    }
    return verdict.identifiers().stream().map(each -> explain(verdict, each)).toList();
  }

  /// Where one identifier is enough, what the others lack is no fault of the message.
  private static Explanation explain(DmarcVerdict verdict, Checked checked) {
    var told = told(verdict, checked);
    var passes = verdict.outcome() instanceof DmarcOutcome.Pass;
    return passes && told.mark() == Mark.BAD
        ? new Explanation(Mark.NOTE, told.sentence(), told.clause(), told.because())
        : told;
  }

  private static Explanation told(DmarcVerdict verdict, Checked checked) {
    var identifier = checked.identifier();
    return switch (identifier.standing()) {
      case Standing.Authenticated _ -> authenticated(verdict, checked);
      case Standing.Discounted(var reason) -> discounted(identifier, reason);
      case Standing.NotAuthenticated(var result) ->
          Explanation.of(Mark.BAD, notAuthenticated(identifier, result), RFC9989.section("4.3"));
      case Standing.Undetermined _ -> undetermined(verdict, checked);
    };
  }

  private static Explanation authenticated(DmarcVerdict verdict, Checked checked) {
    var identifier = checked.identifier();
    var author = verdict.author();
    var proved = proved(identifier);
    return switch (checked.alignment()) {
      case Alignment.Identical _ ->
          Explanation.of(Mark.GOOD, proved + ", the author's own domain.", ALIGNMENT);
      case Alignment.SameOrganization(var organization, _) ->
          Explanation.of(Mark.GOOD, proved + belonging(author, organization.domain()), EVALUATION);
      case Alignment.NotIdentical _ ->
          Explanation.of(
              Mark.BAD,
              proved + ", but " + author + " lets no other name than itself speak for it (strict).",
              ALIGNMENT);
      case Alignment.Outside _ ->
          Explanation.of(
              Mark.BAD,
              proved + ", which is not part of the organisation of " + author + ".",
              ALIGNMENT);
      case Alignment.OtherOrganization(var organization, _) ->
          Explanation.of(
              Mark.BAD,
              proved
                  + ", which belongs to another organisation than "
                  + author
                  + ", to "
                  + organization.domain()
                  + ".",
              EVALUATION);
      case Alignment.Unknown(var step) ->
          Explanation.of(
              Mark.UNKNOWN,
              proved
                  + "; whether that belongs to the organisation of "
                  + author
                  + " is unknown, because "
                  + WalkWords.step(step),
              EVALUATION);
      case Alignment.NotAsked _ -> Explanation.of(Mark.NOTE, proved + ".", ALIGNMENT);
    };
  }

  private static String belonging(Domain author, Domain organization) {
    return author.equals(organization)
        ? ", which is part of the organisation of " + author + "."
        : ", which belongs, like " + author + ", to the organisation " + organization + ".";
  }

  private static String proved(Identifier identifier) {
    return switch (identifier.mechanism()) {
      case SPF -> "SPF: the sending server may send for " + identifier.domain();
      case DKIM -> "DKIM: the message is signed by " + name(identifier);
    };
  }

  private static Explanation discounted(Identifier identifier, Identifier.Reason reason) {
    var signer = "DKIM: the signature of " + name(identifier) + " is sound but does not count, ";
    return switch (reason) {
      case BODY_BEYOND_LENGTH ->
          Explanation.of(
              Mark.BAD,
              signer
                  + "because it covers only the beginning of the body (l=), and anybody may have"
                  + " added the rest.",
              RFC6376.section("8.2"));
      case TESTING_KEY ->
          Explanation.of(
              Mark.BAD,
              signer + "because its owner only tries DKIM out (t=y).",
              RFC6376.section("3.6.1"));
    };
  }

  private static String notAuthenticated(Identifier identifier, String result) {
    return switch (identifier.mechanism()) {
      case SPF ->
          "SPF: it is not shown that the sending server may send for "
              + identifier.domain()
              + " ("
              + result
              + ").";
      case DKIM ->
          "DKIM: the signature of " + name(identifier) + " proves nothing (" + result + ").";
    };
  }

  private static Explanation undetermined(DmarcVerdict verdict, Checked checked) {
    var identifier = checked.identifier();
    var what =
        switch (identifier.mechanism()) {
          case SPF -> "SPF: whether the sending server may send for " + identifier.domain();
          case DKIM -> "DKIM: whether the signature of " + name(identifier) + " is sound";
        };
    return switch (checked.alignment()) {
      case Alignment.Identical _, Alignment.SameOrganization _, Alignment.Unknown _ ->
          Explanation.of(Mark.UNKNOWN, what + " could not be checked now.");
      case Alignment.NotIdentical _,
          Alignment.Outside _,
          Alignment.OtherOrganization _,
          Alignment.NotAsked _ ->
          Explanation.of(
              Mark.BAD,
              what
                  + " could not be checked now; it could not have spoken for "
                  + verdict.author()
                  + " anyway.");
    };
  }

  /// The domain, and what tells it from others of the same domain.
  static String name(Identifier identifier) {
    return identifier.detail().isEmpty()
        ? identifier.domain().text()
        : identifier.domain()
            + " (selector "
            + Ascii.printable(identifier.detail(), SHOWN_CHARS)
            + ")";
  }
}

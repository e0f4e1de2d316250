package org.signet.guard;

import org.signet.foundation.text.Ascii;
import org.signet.guard.Reason.Softening;

/// The words for log lines, metrics and reports: stable, one for each case, without spaces.
public final class LogWords {
  private LogWords() {}

  /// Such as `quarantine`.
  public static String of(Handling.Action action) {
    return Ascii.toLower(action.name());
  }

  /// Such as `dmarc_failed`; where a rejection was softened, by what.
  public static String of(Reason why) {
    return switch (why) {
      case Reason.NotJudged _ -> "not_judged";
      case Reason.Authenticated _ -> "authenticated";
      case Reason.NothingAsked _ -> "nothing_asked";
      case Reason.Failed(_, _, var softening) -> softening.map(LogWords::of).orElse("dmarc_failed");
      case Reason.SendsNoMail _ -> "sends_no_mail";
      case Reason.AuthorUnclear _ -> "author_unclear";
      case Reason.Undetermined _ -> "undetermined";
      case Reason.StillUndetermined _ -> "still_undetermined";
      case Reason.OwnFault _ -> "own_fault";
      case Reason.Immaterial _ -> "immaterial";
      case Reason.OverBudget _ -> "over_budget";
      case Reason.Exempted _ -> "exempted";
    };
  }

  private static String of(Softening softening) {
    return switch (softening) {
      case Softening.Strict9989 _ -> "strict_9989";
      case Softening.AlreadyAccepted _ -> "accepted_before";
      case Softening.Indirect(IndirectEvidence.SealedPass _) -> "sealed_pass";
      case Softening.Indirect(IndirectEvidence.Undone _) -> "changed_on_the_way";
      case Softening.Indirect(IndirectEvidence.Known(var who, _)) ->
          switch (who.kind()) {
            case FORWARDER -> "known_forwarder";
            case LIST -> "known_list";
          };
    };
  }

  /// Such as `content_unclear`.
  public static String of(Caution caution) {
    return switch (caution) {
      case Caution.ContentUnclear _ -> "content_unclear";
      case Caution.ProtectedName _ -> "protected_name";
      case Caution.OtherAddress _ -> "other_address";
      case Caution.LookalikeDomain _ -> "lookalike_domain";
      case Caution.ConfusableDomain _ -> "confusable_domain";
      case Caution.RepliesElsewhere _ -> "replies_elsewhere";
    };
  }

  /// Such as `sign`.
  public static String of(Outbound outbound) {
    return switch (outbound) {
      case Outbound.Sign _ -> "sign";
      case Outbound.DoNotSign _ -> "do_not_sign";
      case Outbound.Refuse _ -> "refuse";
    };
  }

  /// Such as `not_owned`.
  public static String of(Outbound.Why why) {
    return switch (why) {
      case Outbound.Why.NotOurs _ -> "not_ours";
      case Outbound.Why.AuthorUnclear _ -> "author_unclear";
      case Outbound.Why.NotOwned(_, _, var part) ->
          switch (part) {
            case AUTHOR -> "author_not_owned";
            case ENVELOPE -> "envelope_not_owned";
          };
      case Outbound.Why.OwnershipUnknown _ -> "ownership_unknown";
      case Outbound.Why.NoKeys _ -> "no_keys";
      case Outbound.Why.KeysUnusable _ -> "keys_unusable";
    };
  }

  /// Such as `inbound`.
  public static String of(Direction direction) {
    return switch (direction) {
      case Direction.Inbound _ -> "inbound";
      case Direction.Submission _ -> "submission";
      case Direction.Local _ -> "local";
      case Direction.Relay _ -> "relay";
      case Direction.Reinjected _ -> "reinjected";
    };
  }

  /// Such as `logged_in`.
  public static String of(Direction.Rule rule) {
    return switch (rule) {
      case Direction.Rule.LoggedIn _ -> "logged_in";
      case Direction.Rule.Daemon _ -> "daemon";
      case Direction.Rule.Listed _ -> "network";
      case Direction.Rule.CameFromOutside _ -> "came_from_outside";
      case Direction.Rule.OwnResults _ -> "own_results";
      case Direction.Rule.Otherwise _ -> "otherwise";
    };
  }
}

package org.signet.guard;

import java.util.List;
import java.util.Optional;
import org.signet.dmarc.Discovery;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.DmarcVerdict;
import org.signet.dmarc.Policy;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Reason.Softening;
import org.signet.verifier.Verification;

/// What a report tells the owner of the author's domain about one message: what was done with it,
/// and, where that is not what he asks for, why (RFC 9990, `policy_evaluated`).
///
/// @param reasons empty where what was done is what is asked for
public record PolicyEvaluated(Disposition disposition, List<OverrideReason> reasons) {
  private static final int MOST_COMMENT = 300;

  public PolicyEvaluated {
    reasons = List.copyOf(reasons);
  }

  /// What was done.
  public enum Disposition {
    /// Nothing.
    NONE,
    /// Nothing, because it passed; its owner enforces.
    PASS,
    /// It was put aside.
    QUARANTINE,
    /// It was refused for good.
    REJECT
  }

  /// Why something else was done than the owner asks for.
  ///
  /// @param comment for people
  public record OverrideReason(Type type, String comment) {
    public OverrideReason {
      comment = Ascii.printable(comment, MOST_COMMENT);
    }
  }

  /// The kinds of reasons.
  public enum Type {
    /// The receiver's own rule.
    LOCAL_POLICY,
    /// It came by a mailing list, which was expected to break it.
    MAILING_LIST,
    /// Another reason.
    OTHER,
    /// The owner tests: one level less than published is done (RFC 9989 §4.7, `t=y`).
    POLICY_TEST_MODE,
    /// It came by a forwarder that the receiver knows.
    TRUSTED_FORWARDER
  }

  /// Of a message; empty where it was put off, since it comes again.
  public static Optional<PolicyEvaluated> of(Verification proof, Decided decided) {
    return switch (decided.done()) {
      case DEFER -> Optional.empty();
      case QUARANTINE -> Optional.of(of(Disposition.QUARANTINE, proof, decided));
      case REJECT -> Optional.of(of(Disposition.REJECT, proof, decided));
      case DELIVER, MARK -> Optional.of(of(delivered(proof), proof, decided));
    };
  }

  private static Disposition delivered(Verification proof) {
    var passes = proof.dmarc().outcome() instanceof DmarcOutcome.Pass;
    return passes && published(proof) != Policy.NONE ? Disposition.PASS : Disposition.NONE;
  }

  private static PolicyEvaluated of(Disposition done, Verification proof, Decided decided) {
    return new PolicyEvaluated(
        done, isAsked(done, proof) ? List.of() : List.of(reason(done, proof, decided)));
  }

  private static boolean isAsked(Disposition done, Verification proof) {
    if (!(proof.dmarc().outcome() instanceof DmarcOutcome.Fail)) {
      return done == Disposition.NONE || done == Disposition.PASS;
    }
    return switch (published(proof)) {
      case NONE -> done == Disposition.NONE;
      case QUARANTINE -> done == Disposition.QUARANTINE;
      case REJECT -> done == Disposition.REJECT;
    };
  }

  /// The strictest that an owner of the authors' domains publishes.
  private static Policy published(Verification proof) {
    return proof.dmarc().verdicts().stream()
        .flatMap(verdict -> demand(verdict).stream())
        .max(Policy::compareTo)
        .orElse(Policy.NONE);
  }

  private static Optional<Policy> demand(DmarcVerdict verdict) {
    return verdict.discovery() instanceof Discovery.Applies applies
        ? applies.demand().map(demand -> demand.published())
        : Optional.empty();
  }

  private static OverrideReason reason(Disposition done, Verification proof, Decided decided) {
    if (decided.done() != decided.handling().action()) {
      return local("observing");
    }
    return switch (decided.handling().why()) {
      case Reason.Failed(_, _, var softening) ->
          softening.map(one -> reason(one, proof)).orElseGet(() -> applied(done, proof));
      case Reason.SendsNoMail(var domain, _, var softening) ->
          softening
              .map(one -> reason(one, proof))
              .orElseGet(() -> local("spf of " + domain + ": it sends no mail"));
      case Reason.OverBudget(_, _, var softening) ->
          softening.map(one -> reason(one, proof)).orElseGet(() -> local("dns: over budget"));
      case Reason.AuthorUnclear _ -> local("the author is ambiguous");
      case Reason.StillUndetermined _ -> local("undetermined for a day");
      case Reason.Exempted _ -> local("exempted");
      case Reason.NotJudged _,
          Reason.Authenticated _,
          Reason.NothingAsked _,
          Reason.Undetermined _,
          Reason.OwnFault _,
          Reason.Immaterial _ ->
          new OverrideReason(Type.OTHER, LogWords.of(decided.handling().why()));
    };
  }

  /// What was done is what the owner asks for after test mode, or the hardest of several owners'.
  private static OverrideReason applied(Disposition done, Verification proof) {
    var isTest =
        proof.dmarc().outcome() instanceof DmarcOutcome.Fail(var demand)
            && demand.applied() != demand.published();
    return isTest
        ? new OverrideReason(Type.POLICY_TEST_MODE, "")
        : local("several authors: " + Ascii.toLower(done.name()));
  }

  private static OverrideReason reason(Softening softening, Verification proof) {
    return switch (softening) {
      case Softening.Strict9989 _ -> local("a policy alone never rejects (RFC 9989 7.4)");
      case Softening.AlreadyAccepted _ -> local("accepted before by a host of ours");
      case Softening.Indirect(IndirectEvidence.SealedPass _) -> local(sealed(proof));
      case Softening.Indirect(IndirectEvidence.Undone(var signature)) ->
          new OverrideReason(
              Type.MAILING_LIST,
              "dkim of " + signature.signature().domain() + " holds once changes are undone");
      case Softening.Indirect(IndirectEvidence.Known(var who, var by)) ->
          new OverrideReason(
              switch (who.kind()) {
                case FORWARDER -> Type.TRUSTED_FORWARDER;
                case LIST -> Type.MAILING_LIST;
              },
              words(by));
    };
  }

  private static String words(Intermediary.Sign by) {
    return switch (by) {
      case Intermediary.Sign.Client(var network) -> "network " + network;
      case Intermediary.Sign.Signature(var domain) -> "dkim=pass d=" + domain;
      case Intermediary.Sign.Sender(var domain) -> "spf=pass " + domain;
    };
  }

  /// The chain in the words of RFC 8617 §7.2.2, the last seal first.
  private static String sealed(Verification proof) {
    var words = new StringBuilder("arc=pass");
    for (var one : proof.arc().sets().reversed()) {
      var seal = one.set().seal();
      words.append(" as[").append(seal.instance()).append("].d=").append(seal.domain());
      words.append(" as[").append(seal.instance()).append("].s=").append(seal.selector());
    }
    return words.toString();
  }

  private static OverrideReason local(String comment) {
    return new OverrideReason(Type.LOCAL_POLICY, comment);
  }
}

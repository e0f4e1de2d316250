package org.signet.dkim;

import static org.signet.foundation.spec.Spec.RFC6376;
import static org.signet.foundation.spec.Spec.RFC8301;
import static org.signet.foundation.spec.Spec.SIGNET;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Parsed;

/// Says in words what a signature came to, and why.
public final class DkimExplainer {
  private DkimExplainer() {}

  /// The verdict, resting on the key and on what the signature covers.
  public static Explanation explain(DkimResult result) {
    var outcome = result.outcome();
    var sentence = "DKIM " + outcome.word() + ": " + verdict(result) + '.';
    return Explanation.of(mark(outcome), sentence, clause(outcome)).because(because(result));
  }

  private static Mark mark(DkimOutcome outcome) {
    return switch (outcome) {
      case DkimOutcome.Pass pass -> pass.vouches() ? Mark.GOOD : Mark.WARN;
      case DkimOutcome.Fail _, DkimOutcome.PermError _ -> Mark.BAD;
      case DkimOutcome.TempError _ -> Mark.UNKNOWN;
      case DkimOutcome.NotEvaluated _ -> Mark.NOTE;
    };
  }

  private static Clause clause(DkimOutcome outcome) {
    return switch (outcome) {
      case DkimOutcome.Pass _, DkimOutcome.Fail _ -> RFC6376.section("6.1.3");
      case DkimOutcome.PermError error -> clause(error);
      case DkimOutcome.TempError _ -> RFC6376.section("6.1.2");
      case DkimOutcome.NotEvaluated _ -> RFC6376.section("6.1");
    };
  }

  private static Clause clause(DkimOutcome.PermError error) {
    return switch (error) {
      case DkimOutcome.PermError.Malformed(var problem) -> problem.clause();
      case DkimOutcome.PermError.Expired _,
          DkimOutcome.PermError.FutureDated _,
          DkimOutcome.PermError.LengthBeyondBody _ ->
          RFC6376.section("3.5");
      case DkimOutcome.PermError.AlgorithmForbidden _ -> RFC8301.section("3.1");
      case DkimOutcome.PermError.NoKey _, DkimOutcome.PermError.KeyRevoked _ ->
          RFC6376.section("6.1.2");
      case DkimOutcome.PermError.KeyUnusable(var problem) -> problem.clause();
      case DkimOutcome.PermError.SeveralKeys _ -> RFC6376.section("3.6.2.2");
      case DkimOutcome.PermError.KeyTooSmall _ -> RFC8301.section("3.2");
      case DkimOutcome.PermError.KeyTooLarge _,
          DkimOutcome.PermError.KeyUnsafe _,
          DkimOutcome.PermError.KeyCompromised _ ->
          SIGNET.section("");
      case DkimOutcome.PermError.NotPermittedByKey _ -> RFC6376.section("3.6.1");
    };
  }

  private static String verdict(DkimResult result) {
    var signer = signer(result);
    return switch (result.outcome()) {
      case DkimOutcome.Pass(var reservations) ->
          signer
              + (isPartly(reservations)
                  ? " signed only the beginning of this message"
                  : reservations.contains(new Reservation.Testing())
                      ? " signed this message, but only tries signing out"
                      : " signed this message, and what it signed is unchanged");
      case DkimOutcome.Fail fail -> failure(fail, signer);
      case DkimOutcome.PermError error -> words(error, signer);
      case DkimOutcome.TempError(var failed) ->
          "the key of " + signer + " could not be asked for, because " + failed.cause().words();
      case DkimOutcome.NotEvaluated(var most) ->
          "the signature of "
              + signer
              + " was not looked at; "
              + most
              + " were, and that is enough";
    };
  }

  private static String failure(DkimOutcome.Fail fail, String signer) {
    return switch (fail) {
      case DkimOutcome.Fail.BodyChanged changed ->
          "the text of the message is not the one that "
              + signer
              + (changed.headerHolds()
                  ? " signed; its signed header fields are unchanged"
                  : " signed, and the signature does not fit its header fields either");
      case DkimOutcome.Fail.HeaderChanged _ ->
          "a header field that " + signer + " signed was changed; the text of the message was not";
      case DkimOutcome.Fail.SignatureWrong _ ->
          "the signature does not fit the key of "
              + signer
              + ": a signed header field was changed, or somebody else made it";
    };
  }

  /// Why a signature, of a message or of an ARC set, cannot be checked: a clause of a sentence.
  public static String words(DkimOutcome.PermError error, String signer) {
    return switch (error) {
      case DkimOutcome.PermError.Malformed(var problem) ->
          "the signature cannot be read: " + problem.words();
      case DkimOutcome.PermError.Expired(var at) ->
          "the signature of " + signer + " has run out, on " + at;
      case DkimOutcome.PermError.FutureDated(var at) ->
          "the signature of " + signer + " says that it was made in the future, on " + at;
      case DkimOutcome.PermError.AlgorithmForbidden(var algorithm) ->
          signer + " signed with " + algorithm.word() + ", which no longer proves anything";
      case DkimOutcome.PermError.NoKey _ ->
          signer + " publishes no key for this signature, so anybody could have made it";
      case DkimOutcome.PermError.KeyUnusable(var problem) ->
          "the key that " + signer + " publishes cannot be used: " + problem.words();
      case DkimOutcome.PermError.KeyRevoked _ -> signer + " has withdrawn the key";
      case DkimOutcome.PermError.SeveralKeys(var count) ->
          signer + " publishes " + count + " keys where there may be one, so that none counts";
      case DkimOutcome.PermError.KeyTooSmall(var bits, var least) ->
          "the key of "
              + signer
              + " has "
              + bits
              + " bits and can be broken; at least "
              + least
              + " are needed";
      case DkimOutcome.PermError.KeyTooLarge(var bits, var most) ->
          "the key of " + signer + " has " + bits + " bits; more than " + most + " are not checked";
      case DkimOutcome.PermError.KeyUnsafe(var flaw) ->
          "the key of " + signer + " is unsafe: " + flaw(flaw);
      case DkimOutcome.PermError.KeyCompromised _ ->
          "the private half of the key of " + signer + " is known to everybody";
      case DkimOutcome.PermError.NotPermittedByKey(var restriction) ->
          "the key of " + signer + " is not for this: " + restriction(restriction);
      case DkimOutcome.PermError.LengthBeyondBody(var length, var octets) ->
          "the signature covers " + length + " octets, and only " + octets + " came";
    };
  }

  private static String flaw(DkimOutcome.Flaw flaw) {
    return switch (flaw) {
      case EXPONENT -> "its exponent is not one that sound keys have";
      case MODULUS -> "its modulus can be taken apart";
      case POINT -> "anybody can sign with it";
    };
  }

  private static String restriction(DkimOutcome.Restriction restriction) {
    return switch (restriction) {
      case HASH -> "it does not allow the hash that was used (h=)";
      case SERVICE -> "it is not for mail (s=)";
      case KEY_TYPE -> "it is of another type than the signature says (k=)";
      case SUBDOMAIN -> "it does not allow signing for a sub-domain (t=s)";
    };
  }

  private static String signer(DkimResult result) {
    return switch (result.signature()) {
      case Parsed.Ok<DkimSignature>(var signature) -> signature.domain().text();
      case Parsed.Malformed<DkimSignature> _ -> "nobody";
    };
  }

  private static List<Explanation> because(DkimResult result) {
    var reasons = new ArrayList<Explanation>();
    if (result.signature() instanceof Parsed.Ok<DkimSignature>(var signature)) {
      result
          .key()
          .map(lookup -> where(lookup, kind(signature)))
          .map(where -> Explanation.of(Mark.NOTE, where, RFC6376.section("3.6.2.1")))
          .ifPresent(reasons::add);
    }
    if (result.outcome() instanceof DkimOutcome.Pass(var reservations)) {
      reservations.forEach(reservation -> reasons.add(explain(reservation)));
    }
    if (result.outcome() instanceof DkimOutcome.Fail.BodyChanged changed) {
      reasons.add(
          Explanation.of(
              Mark.NOTE,
              "The signed text has the hash "
                  + changed.expected()
                  + ", the text that came has "
                  + changed.computed()
                  + ".",
              RFC6376.section("3.7")));
    }
    return reasons;
  }

  private static boolean isPartly(List<Reservation> reservations) {
    return reservations.stream()
        .anyMatch(each -> each instanceof Reservation.LengthLimited(_, var rest) && rest > 0);
  }

  private static String where(KeyLookup lookup, String kind) {
    return switch (lookup.answer()) {
      case Answer.Found<Rdata.Txt> _ -> "The key stands at " + lookup.name() + " (" + kind + ").";
      case Answer.NoData<Rdata.Txt> _ -> "Nothing is published at " + lookup.name() + ".";
      case Answer.NoSuchName<Rdata.Txt>(var owner, _) ->
          owner.equals(lookup.name())
              ? "The name " + owner + " does not exist."
              : lookup.name() + " leads to " + owner + ", a name that does not exist.";
      case Answer.Failed<Rdata.Txt> _ -> "The key would stand at " + lookup.name() + ".";
    };
  }

  private static String kind(DkimSignature signature) {
    return signature.algorithm().word()
        + ", "
        + signature.headerForm().word()
        + '/'
        + signature.bodyForm().word();
  }

  private static Explanation explain(Reservation reservation) {
    return switch (reservation) {
      case Reservation.WeakKey(var bits) ->
          Explanation.of(
              Mark.WARN,
              "The key has " + bits + " bits; new keys should have 2048.",
              RFC8301.section("3.2"));
      case Reservation.Testing _ ->
          Explanation.of(
              Mark.WARN,
              "The domain says that it only tries DKIM out (t=y), so the signature does not count.",
              RFC6376.section("3.6.1"));
      case Reservation.LengthLimited(var signed, var unsigned) ->
          Explanation.of(
              unsigned > 0 ? Mark.BAD : Mark.WARN,
              unsigned > 0
                  ? "Only the first "
                      + signed
                      + " octets of the text are signed (l=); anybody could have added the "
                      + unsigned
                      + " behind them."
                  : "The signature has a length (l=), so that anybody may add text.",
              RFC6376.section("8.2"));
      case Reservation.UnsignedFields(var names) ->
          Explanation.of(
              Mark.NOTE,
              "Not covered by the signature: " + String.join(", ", names) + ".",
              RFC6376.section("5.4.1"));
    };
  }
}

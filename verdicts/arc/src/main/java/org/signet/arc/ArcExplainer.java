package org.signet.arc;

import static org.signet.foundation.spec.Spec.RFC8617;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimExplainer;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimOutcome.PermError;
import org.signet.dkim.Reservation;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.message.AuthenticationResults;

/// Says in words what a chain came to, and why.
public final class ArcExplainer {
  /// Chars of what a host claims that are shown.
  private static final int SHOWN_CHARS = 120;

  private static final Clause STATUS = RFC8617.section("5.2");

  private ArcExplainer() {}

  /// The verdict, resting on the sets of the chain, the last host first.
  public static Explanation explain(ArcResult result) {
    var because = new ArrayList<Explanation>();
    result.sets().reversed().forEach(each -> because.add(set(each)));
    return switch (result.outcome()) {
      case ArcOutcome.None _ ->
          Explanation.of(Mark.NOTE, "ARC none: no host on the way sealed this message.", STATUS);
      case ArcOutcome.Pass(int oldestPass) -> passed(result.sets().size(), oldestPass, because);
      case ArcOutcome.Fail(var why) -> {
        var sentence =
            "ARC fail: the seals on this message do not hold, so it is treated as if it had none: "
                + fault(why);
        yield Explanation.of(Mark.WARN, sentence, clause(why)).because(because);
      }
    };
  }

  private static Explanation passed(int hosts, int oldestPass, List<Explanation> because) {
    var sentence =
        hosts == 1
            ? "ARC pass: the host that sealed this message is named truly, and what it found is as"
                + " it wrote it; whether it is honest is another question."
            : "ARC pass: the "
                + hosts
                + " hosts that sealed this message are named truly, and what they found is as they"
                + " wrote it; whether they are honest is another question.";
    var all = new ArrayList<Explanation>();
    all.add(Explanation.of(Mark.NOTE, changed(hosts, oldestPass), STATUS));
    all.addAll(because);
    return Explanation.of(Mark.GOOD, sentence, STATUS).because(all);
  }

  private static String changed(int hosts, int oldestPass) {
    if (oldestPass == 0) {
      return hosts == 1
          ? "The message has not been changed since."
          : "The message has not been changed since the first of them.";
    }
    return "The message was changed on the way, and not since host " + oldestPass + " sealed it.";
  }

  private static Explanation set(ArcSetResult result) {
    var set = result.set();
    var sentence =
        "Host "
            + set.instance()
            + ", "
            + set.seal().domain()
            + ", says that it found: "
            + claims(set.results());
    var because = new ArrayList<Explanation>();
    var sealer = set.seal().domain().text();
    result.seal().ifPresent(each -> because.add(signature("Its seal", each, sealer)));
    var signer = set.message().signature().domain().text();
    result
        .message()
        .ifPresent(each -> because.add(signature("Its signature over the message", each, signer)));
    return Explanation.of(Mark.NOTE, sentence, RFC8617.section("4.2")).because(because);
  }

  private static String claims(ArcAuthenticationResults results) {
    return switch (results.claims()) {
      case Parsed.Malformed<AuthenticationResults> _ -> "nothing that can be read.";
      case Parsed.Ok<AuthenticationResults>(var claims) when claims.results().isEmpty() ->
          "nothing.";
      case Parsed.Ok<AuthenticationResults>(var claims) -> {
        var words =
            claims.results().stream()
                .map(each -> each.method() + ' ' + each.result())
                .distinct()
                .toList();
        yield Ascii.printable(String.join(", ", words), SHOWN_CHARS) + '.';
      }
    };
  }

  private static Explanation signature(String what, DkimOutcome outcome, String signer) {
    var sentence = what + ' ' + outcome(outcome, signer) + '.';
    return switch (outcome) {
      case DkimOutcome.Pass pass when pass.vouches() -> Explanation.of(Mark.GOOD, sentence);
      case DkimOutcome.TempError _ -> Explanation.of(Mark.UNKNOWN, sentence);
      case DkimOutcome.Pass _,
          DkimOutcome.Fail _,
          DkimOutcome.PermError _,
          DkimOutcome.NotEvaluated _ ->
          Explanation.of(Mark.WARN, sentence);
    };
  }

  private static Clause clause(ArcFault fault) {
    return switch (fault) {
      case ArcFault.TooManySets _ -> RFC8617.section("4.2.1");
      case ArcFault.Malformed(_, var problem) -> problem.clause();
      case ArcFault.AlreadyFailed _,
          ArcFault.Repeated _,
          ArcFault.Missing _,
          ArcFault.ImpossibleValidation _,
          ArcFault.MessageSignature _,
          ArcFault.Seal _ ->
          STATUS;
    };
  }

  private static String fault(ArcFault fault) {
    return switch (fault) {
      case ArcFault.TooManySets(int most) -> "there are more than " + most + ".";
      case ArcFault.AlreadyFailed(int instance) ->
          "host " + instance + " already found the chain broken.";
      case ArcFault.Malformed(var part, var problem) ->
          "in an " + part.field() + " field, " + problem.words() + '.';
      case ArcFault.Repeated(var part, int instance) ->
          "host " + instance + " has more than one " + part.field() + " field.";
      case ArcFault.Missing(var part, int instance) ->
          "host " + instance + " has no " + part.field() + " field.";
      case ArcFault.ImpossibleValidation(int instance, var validation) ->
          "host "
              + instance
              + " says \""
              + validation.word()
              + "\" of the chain before it, which cannot be.";
      case ArcFault.MessageSignature(int instance, var outcome) ->
          "the signature of host "
              + instance
              + " over the message "
              + outcome(outcome, "host " + instance)
              + '.';
      case ArcFault.Seal(int instance, var outcome) ->
          "the seal of host " + instance + ' ' + outcome(outcome, "host " + instance) + '.';
    };
  }

  /// What a signature came to, as the rest of a sentence.
  private static String outcome(DkimOutcome outcome, String signer) {
    return switch (outcome) {
      case DkimOutcome.Pass pass when pass.vouches() -> "holds";
      case DkimOutcome.Pass(var reservations) -> "does not count, because " + why(reservations);
      case DkimOutcome.Fail.BodyChanged _ -> "does not hold: the body was changed since";
      case DkimOutcome.Fail.HeaderChanged _ -> "does not hold: signed fields were changed since";
      case DkimOutcome.Fail.SignatureWrong _ ->
          "does not hold: signed fields were changed since, or another key made it";
      case PermError error -> "cannot be checked: " + DkimExplainer.words(error, signer);
      case DkimOutcome.TempError(var cause) ->
          "could not be checked, because the key was not to be had: " + cause.cause().words();
      case DkimOutcome.NotEvaluated _ -> "was not checked";
    };
  }

  private static String why(List<Reservation> reservations) {
    Optional<Reservation> testing =
        reservations.stream().filter(Reservation.Testing.class::isInstance).findFirst();
    return testing.isPresent()
        ? "its key says that it is only being tried out (t=y)"
        : "it covers only the beginning of the body (l=)";
  }
}

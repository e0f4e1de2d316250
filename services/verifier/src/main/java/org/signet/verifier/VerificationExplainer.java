package org.signet.verifier;

import static org.signet.foundation.explain.Mark.BAD;
import static org.signet.foundation.explain.Mark.GOOD;
import static org.signet.foundation.explain.Mark.NOTE;
import static org.signet.foundation.explain.Mark.UNKNOWN;
import static org.signet.foundation.explain.Mark.WARN;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.signet.arc.ArcExplainer;
import org.signet.dkim.DkimExplainer;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dmarc.DmarcExplainer;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.Policy;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.spec.Spec;
import org.signet.foundation.text.Domain;
import org.signet.message.Ambiguity;
import org.signet.message.AmbiguityExplainer;
import org.signet.spf.SpfExplainer;

/// Tells a [Verification] in words: the verdict in one sentence, then what it rests on.
public final class VerificationExplainer {
  private static final Clause IPREV = Spec.RFC8601.section("3");

  private VerificationExplainer() {}

  public static Explanation explain(Verification proof) {
    var reasons = new ArrayList<Explanation>();
    reasons.add(DmarcExplainer.explain(proof.dmarc()));
    proof.undone().forEach(undone -> reasons.add(UndoneExplainer.explain(undone)));
    reasons.add(signatures(proof));
    reasons.add(SpfExplainer.explain(proof.spf().mailFrom()));
    reasons.add(SpfExplainer.explain(proof.spf().helo()));
    reasons.add(ArcExplainer.explain(proof.arc()));
    proof.iprev().ifPresent(iprev -> reasons.add(explain(iprev)));
    if (!proof.ambiguities().isEmpty()) {
      reasons.add(ambiguities(proof.ambiguities()));
    }
    return verdict(proof).because(reasons);
  }

  /// The verdict alone, in one sentence.
  public static Explanation verdict(Verification proof) {
    var author = author(proof.author().domains());
    return switch (proof.dmarc().outcome()) {
      case DmarcOutcome.Pass _ -> passed(proof, author);
      case DmarcOutcome.Fail _ -> failed(proof, author);
      case DmarcOutcome.None _ -> withoutPolicy(proof, author);
      case DmarcOutcome.TempError _ ->
          Explanation.of(
              UNKNOWN, "Whether this message comes from " + author + " cannot be determined now.");
      case DmarcOutcome.PermError _ ->
          Explanation.of(BAD, "It is not clear who wrote this message; do not trust its sender.");
    };
  }

  /// A host of the author's domain may have sent what is no longer as that domain signed it.
  private static Explanation passed(Verification proof, String author) {
    var isChanged =
        proof.dkim().stream().noneMatch(result -> result.outcome() instanceof DkimOutcome.Pass)
            && proof.dkim().stream().anyMatch(result -> isBroken(result, proof));
    return isChanged
        ? Explanation.of(
            WARN,
            "A host that may send for "
                + author
                + " sent this message, but it is not as "
                + author
                + " signed it.")
        : Explanation.of(GOOD, "This message really comes from " + author + ".");
  }

  private static boolean isBroken(DkimResult result, Verification proof) {
    return result.outcome() instanceof DkimOutcome.Fail
        && result
            .signature()
            .optional()
            .filter(signature -> proof.author().domains().contains(signature.domain()))
            .isPresent();
  }

  private static Explanation failed(Verification proof, String author) {
    var sentence =
        switch (proof.dmarc().disposition()) {
          case REJECT ->
              "Nothing proves that this message comes from %s, which asks that such mail"
                  + " be rejected.";
          case QUARANTINE ->
              "Nothing proves that this message comes from %s, which asks that such"
                  + " mail be treated as suspicious.";
          case NONE -> "Nothing proves that this message comes from %s, which asks for no action.";
        };
    var mark = proof.dmarc().disposition() == Policy.NONE ? WARN : BAD;
    return Explanation.of(mark, sentence.formatted(author));
  }

  private static Explanation withoutPolicy(Verification proof, String author) {
    var vouching =
        proof.dkim().stream()
            .filter(result -> result.vouches())
            .flatMap(result -> result.signature().optional().stream())
            .map(signature -> signature.domain())
            .filter(domain -> proof.author().domains().contains(domain))
            .findFirst();
    if (vouching.isPresent()) {
      return Explanation.of(
          GOOD,
          "This message is signed by "
              + author
              + ", which publishes no policy for mail that is not.");
    }
    return Explanation.of(
        WARN,
        "Anybody could have sent this message in the name of "
            + author
            + ": the domain does not say how its mail is authenticated.");
  }

  private static String author(List<Domain> domains) {
    return domains.isEmpty()
        ? "its author"
        : domains.stream().map(Domain::text).collect(Collectors.joining(" and "));
  }

  private static Explanation signatures(Verification proof) {
    var results = proof.dkim();
    if (results.isEmpty()) {
      return Explanation.of(NOTE, "The message is not signed (no DKIM signature).");
    }
    var each = results.stream().map(DkimExplainer::explain).toList();
    if (results.size() == 1) {
      return each.getFirst();
    }
    long passed = results.stream().filter(r -> r.outcome() instanceof DkimOutcome.Pass).count();
    long unknown =
        results.stream().filter(r -> r.outcome() instanceof DkimOutcome.TempError).count();
    var mark = passed > 0 ? GOOD : unknown > 0 ? UNKNOWN : WARN;
    return Explanation.of(
            mark,
            "The message has "
                + results.size()
                + " signatures; "
                + (passed == 0 ? "none" : Long.toString(passed))
                + (passed == 1 ? " holds" : " hold")
                + (unknown == 0 ? "." : ", and of " + unknown + " it is unknown."))
        .because(each);
  }

  private static Explanation explain(Iprev iprev) {
    var client = iprev.client();
    return switch (iprev.outcome()) {
      case Iprev.Outcome.Pass(var name) ->
          Explanation.of(
              GOOD, "The sending host " + client + " is " + name + ", forward and back.", IPREV);
      case Iprev.Outcome.Fail(var names) ->
          Explanation.of(
              WARN,
              "The sending host "
                  + client
                  + " calls itself "
                  + names.stream().map(Domain::text).collect(Collectors.joining(", "))
                  + ", and that name has another address.",
              IPREV);
      case Iprev.Outcome.PermError _ ->
          Explanation.of(WARN, "The sending host " + client + " has no name in the DNS.", IPREV);
      case Iprev.Outcome.TempError(var cause) ->
          Explanation.of(
              UNKNOWN,
              "The name of the sending host " + client + " is unknown: " + cause.words() + ".",
              IPREV);
    };
  }

  private static Explanation ambiguities(List<Ambiguity> all) {
    boolean aboutAuthor =
        all.stream().anyMatch(ambiguity -> ambiguity.kind() == Ambiguity.Kind.AUTHOR);
    return Explanation.of(
            aboutAuthor ? BAD : NOTE,
            aboutAuthor
                ? "Two mail programs could show two different authors for this message."
                : "Two mail programs could show this message differently; that is no sign of"
                    + " forgery.")
        .because(all.stream().map(AmbiguityExplainer::explain).toList());
  }
}

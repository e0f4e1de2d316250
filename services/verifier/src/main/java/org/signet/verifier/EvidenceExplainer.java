package org.signet.verifier;

import static org.signet.foundation.explain.Mark.BAD;
import static org.signet.foundation.explain.Mark.GOOD;
import static org.signet.foundation.explain.Mark.NOTE;
import static org.signet.foundation.explain.Mark.WARN;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.signet.dns.DnssecChain;
import org.signet.dns.Question;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.spec.Spec;
import org.signet.foundation.text.Ascii;

/// Tells an [EvidenceCheck] in words: what the bundle proves, and what it only says.
public final class EvidenceExplainer {
  private static final Clause CHAIN = Spec.RFC4035.section("5");
  private static final Clause SIGNATURE = Spec.RFC6376.section("6.1");
  private static final int SHOWN = 120;

  private EvidenceExplainer() {}

  public static Explanation explain(EvidenceCheck check) {
    var reasons = new ArrayList<Explanation>();
    check.keys().forEach(key -> reasons.add(explain(key)));
    reasons.add(replay(check));
    reasons.add(VerificationExplainer.explain(check.proof()));
    reasons.add(
        Explanation.of(
            NOTE,
            "The bundle says that it was made at "
                + check.bundle().captured()
                + ". That time, and how the message came, are claims of whoever made it."));
    return verdict(check).because(reasons);
  }

  private static Explanation verdict(EvidenceCheck check) {
    if (!check.differences().isEmpty()) {
      return Explanation.of(
          BAD,
          "The bundle does not show what it says: judged anew, its message gets other results.");
    }
    if (check.keys().isEmpty()) {
      return Explanation.of(
          WARN, "The bundle shows the same verdict again, but no signature in the message holds.");
    }
    var provable = signers(check.keys().stream().filter(EvidenceExplainer::isProvable).toList());
    if (provable.isEmpty()) {
      return Explanation.of(
          WARN,
          "The message was signed with the key that "
              + signers(check.keys())
              + " published, as far as the maker of this bundle can be believed.");
    }
    return Explanation.of(
        GOOD, provable + " signed this message, and the bundle holds what proves it.");
  }

  private static boolean isProvable(EvidenceCheck.Key key) {
    return key.chain().end() instanceof DnssecChain.End.Root;
  }

  private static String signers(List<EvidenceCheck.Key> keys) {
    return keys.stream()
        .map(key -> key.signature().domain().text())
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static Explanation explain(EvidenceCheck.Key key) {
    var signature = key.signature();
    return Explanation.of(
            GOOD,
            "The key "
                + signature.selector()
                + " of "
                + signature.domain()
                + " signed exactly this: "
                + (signature.length().isPresent() ? "the start of the body" : "the body")
                + ", and the fields "
                + Ascii.printable(String.join(", ", signature.signedFields()), SHOWN)
                + ".",
            SIGNATURE)
        .because(explain(key.chain()));
  }

  private static Explanation explain(DnssecChain chain) {
    return switch (chain.end()) {
      case DnssecChain.End.Root _ ->
          Explanation.of(
              GOOD,
              "The DNS signed that key, and the bundle holds every signature from the root down to"
                  + " it. They are included, but this version of Signet does not check yet whether"
                  + " they hold.",
              CHAIN);
      case DnssecChain.End.Unsigned(var question) when isFirst(question, chain) ->
          Explanation.of(
              WARN,
              "That the key was the domain's cannot be proved: the answer of the DNS was not"
                  + " signed. It is the DNS as seen by whoever made the bundle.",
              CHAIN);
      case DnssecChain.End.Unsigned(var question) -> incomplete(question, "is not signed");
      case DnssecChain.End.Unanswered(var question, var cause) ->
          incomplete(question, "is not there: " + cause.words());
    };
  }

  private static boolean isFirst(Question<?> question, DnssecChain chain) {
    return question.equals(chain.links().getFirst().question());
  }

  private static Explanation incomplete(Question<?> question, String how) {
    return Explanation.of(
        WARN,
        "That the key was the domain's cannot be proved: the DNS signed it, but what leads to that"
            + " signature from the root ends at "
            + question
            + ", which "
            + how
            + ".",
        CHAIN);
  }

  private static Explanation replay(EvidenceCheck check) {
    if (check.differences().isEmpty()) {
      return Explanation.of(
          GOOD,
          check.sameWords()
              ? "Judged anew, with the answers of the DNS in the bundle and as of its time, the"
                  + " message gets the same verdict, word for word."
              : "Judged anew, with the answers of the DNS in the bundle and as of its time, the"
                  + " message gets the same results; another version of Signet told them in other"
                  + " words.");
    }
    return Explanation.of(BAD, "What the bundle says is not what its contents come to.")
        .because(check.differences().stream().map(EvidenceExplainer::explain).toList());
  }

  private static Explanation explain(EvidenceCheck.Difference difference) {
    return Explanation.of(
        BAD,
        Ascii.printable(difference.what(), SHOWN)
            + ": the bundle says "
            + word(difference.then())
            + ", its contents come to "
            + word(difference.now())
            + ".");
  }

  private static String word(String result) {
    return result.isEmpty() ? "nothing" : Ascii.printable(result, SHOWN);
  }
}

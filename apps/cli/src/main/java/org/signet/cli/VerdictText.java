package org.signet.cli;

import java.util.ArrayList;
import org.signet.foundation.explain.Explanation;
import org.signet.verifier.VerificationExplainer;

/// A verdict as text for a person: what it comes to, then why.
///
/// @param isNamed whether it says which message it is about
/// @param isBrief whether it leaves out why
record VerdictText(Page page, boolean isNamed, boolean isBrief) {
  String of(Judged.Letter letter) {
    return isBrief ? brief(letter) : whole(letter);
  }

  private String brief(Judged.Letter letter) {
    var verdict = VerificationExplainer.verdict(letter.proof());
    var name = isNamed ? Shown.name(letter.name()) + ": " : "";
    return page.verdict(Explanation.of(verdict.mark(), name + verdict.sentence()));
  }

  private String whole(Judged.Letter letter) {
    var verdict = VerificationExplainer.explain(letter.proof());
    var reasons = new ArrayList<>(verdict.because());
    reasons.add(ArrivalExplainer.explain(letter.arrival()));
    var text = page.show(verdict.because(reasons));
    return isNamed ? Shown.name(letter.name()) + "\n" + text + "\n" : text;
  }
}

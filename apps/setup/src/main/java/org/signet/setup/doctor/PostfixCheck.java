package org.signet.setup.doctor;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Configuration;
import org.signet.setup.postfix.PlanExplainer;
import org.signet.setup.postfix.Planner;
import org.signet.setup.postfix.Postconf;

/// Whether Postfix asks the guard, and what else of it matters.
public final class PostfixCheck {
  private static final String TOPIC = "postfix";
  private static final int SHOWN = 100;

  private PostfixCheck() {}

  /// No Postfix could be looked at.
  public static Finding unknown(String why) {
    return Finding.of(TOPIC, Mark.UNKNOWN, "Postfix could not be looked at: " + why + ".");
  }

  /// Of a Postfix.
  public static List<Finding> of(Postconf postfix, Configuration configuration) {
    var plan = Planner.plan(postfix, configuration, false, false);
    var findings = new ArrayList<Finding>();
    if (plan.isPossible()) {
      findings.add(asks(postfix.value("smtpd_milters"), plan.guard(), plan.steps().size()));
    }
    for (var remark : plan.remarks()) {
      var words = PlanExplainer.explain(remark);
      findings.add(Finding.of(TOPIC, words.mark(), words.sentence()));
    }
    findings.add(
        tls(
            postfix,
            "smtpd_tls_security_level",
            "mail comes in without encryption, and passwords too"));
    findings.add(tls(postfix, "smtp_tls_security_level", "mail goes out without encryption"));
    return findings;
  }

  private static Finding asks(String milters, String guard, int steps) {
    var setup = "signet setup postfix prints what to change: " + steps + " settings";
    if (steps == 0) {
      return Finding.of(TOPIC, Mark.GOOD, "Postfix asks the guard first, at " + guard + ".");
    }
    var isThere = milters.replace("localhost", "127.0.0.1").contains(guard);
    return isThere
        ? Finding.of(TOPIC, Mark.WARN, "Postfix asks the guard, but not about all, or not first.")
            .mend(setup)
        : Finding.of(TOPIC, Mark.BAD, "Postfix does not ask the guard at " + guard + ".")
            .mend(setup);
  }

  private static Finding tls(Postconf postfix, String name, String otherwise) {
    var level = postfix.value(name);
    return level.isEmpty() || level.equals("none")
        ? Finding.of("tls", Mark.WARN, name + " is not set: " + otherwise + ".")
            .mend("postconf -e '" + name + " = may'")
        : Finding.of("tls", Mark.NOTE, name + " is " + Ascii.printable(level, SHOWN) + ".");
  }
}

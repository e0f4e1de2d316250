package org.signet.guard.serve;

import java.util.SortedSet;
import java.util.TreeSet;
import org.signet.arc.ArcFault;
import org.signet.arc.ArcOutcome;
import org.signet.dkim.DkimOutcome;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dns.Answer;
import org.signet.foundation.text.Ascii;
import org.signet.message.Ambiguity;
import org.signet.spf.SpfOutcome;
import org.signet.verifier.Verification;

/// Which budgets for hostile input a message ran into, in stable words for metrics.
final class Budgets {
  private static final String DNS = "dns_questions";

  private Budgets() {}

  static SortedSet<String> hit(Verification proof) {
    var hit = new TreeSet<String>();
    spf(proof.spf().mailFrom().outcome(), hit);
    spf(proof.spf().helo().outcome(), hit);
    proof.dkim().forEach(one -> dkim(one.outcome(), hit));
    if (proof.arc().outcome() instanceof ArcOutcome.Fail(ArcFault.TooManySets _)) {
      hit.add("arc_sets");
    }
    for (var verdict : proof.dmarc().verdicts()) {
      if (verdict.outcome()
          instanceof DmarcOutcome.PermError(DmarcOutcome.Fault.TooManyQueries _)) {
        hit.add("dmarc_queries");
      }
    }
    proof.ambiguities().forEach(one -> message(one.reason(), hit));
    return hit;
  }

  private static void spf(SpfOutcome outcome, SortedSet<String> hit) {
    if (outcome instanceof SpfOutcome.PermError.TooManyLookups) {
      hit.add("spf_lookups");
    } else if (outcome instanceof SpfOutcome.PermError.TooManyVoidLookups) {
      hit.add("spf_void_lookups");
    } else if (outcome instanceof SpfOutcome.PermError.TooManyExchanges) {
      hit.add("spf_exchanges");
    } else if (outcome instanceof SpfOutcome.TempError.OutOfTime) {
      hit.add("spf_time");
    } else if (outcome instanceof SpfOutcome.TempError.Unanswered(_, _, var failed)) {
      dns(failed, hit);
    }
  }

  private static void dkim(DkimOutcome outcome, SortedSet<String> hit) {
    if (outcome instanceof DkimOutcome.NotEvaluated) {
      hit.add("dkim_signatures");
    } else if (outcome instanceof DkimOutcome.PermError.KeyTooLarge) {
      hit.add("dkim_key");
    } else if (outcome instanceof DkimOutcome.TempError(var failed)) {
      dns(failed, hit);
    }
  }

  private static void dns(Answer.Failed<?> failed, SortedSet<String> hit) {
    if (failed.cause() == Answer.Cause.BUDGET) {
      hit.add(DNS);
    }
  }

  /// The reasons that are bounds, by their own names.
  private static void message(Ambiguity.Reason reason, SortedSet<String> hit) {
    switch (reason) {
      case HEADER_TOO_LARGE,
          TOO_MANY_FIELDS,
          FIELD_TOO_LARGE,
          FROM_TOO_DEEP,
          TOO_MANY_AUTHOR_DOMAINS,
          MIME_TOO_DEEP,
          TOO_MANY_PARTS ->
          hit.add(Ascii.toLower(reason.name()));
      default -> {}
    }
  }
}

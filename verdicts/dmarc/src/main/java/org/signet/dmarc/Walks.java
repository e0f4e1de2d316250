package org.signet.dmarc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signet.dmarc.DmarcRecord.Psd;
import org.signet.dns.Answer;
import org.signet.dns.Answer.Failed;
import org.signet.dns.Answer.Found;
import org.signet.dns.Answer.NoData;
import org.signet.dns.Answer.NoSuchName;
import org.signet.dns.Rdata.Txt;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// Every tree walk of one message. A name is asked once, and [Dmarc#MOST_QUERIES] questions are
/// asked in all.
final class Walks {
  private static final String PREFIX = "_dmarc";

  private final Resolver dns;
  private final Map<Domain, Finding> found = new HashMap<>();
  private int queries;

  Walks(Resolver dns) {
    this.dns = dns;
  }

  /// The first step alone.
  TreeWalk firstStep(Domain start) {
    var step = step(start);
    var answered = isAnswered(step.finding());
    var ending = answered ? TreeWalk.Ending.NOT_NEEDED : TreeWalk.Ending.UNANSWERED;
    return new TreeWalk(List.of(step), ending);
  }

  /// The whole walk, up to where it ends.
  TreeWalk walk(Domain start) {
    var steps = new ArrayList<TreeWalk.Step>(TreeWalk.MOST_QUERIES);
    var step = step(start);
    while (true) {
      steps.add(step);
      if (!isAnswered(step.finding())) {
        return new TreeWalk(steps, TreeWalk.Ending.UNANSWERED);
      }
      if (step.record().filter(record -> record.psd() != Psd.UNSAID).isPresent()) {
        return new TreeWalk(steps, TreeWalk.Ending.PSD);
      }
      var above = TreeWalk.above(step.domain());
      if (above.isEmpty()) {
        return new TreeWalk(steps, TreeWalk.Ending.TOP);
      }
      step = step(above.get());
    }
  }

  private static boolean isAnswered(Finding finding) {
    return !(finding instanceof Finding.Unanswered || finding instanceof Finding.OverBudget);
  }

  /// What stands at one name.
  TreeWalk.Step step(Domain domain) {
    return new TreeWalk.Step(domain, found.computeIfAbsent(domain, this::ask));
  }

  private Finding ask(Domain domain) {
    var name = domain.prefixed(PREFIX);
    if (name.isEmpty() || !domain.isMailName()) {
      return new Finding.Impossible();
    }
    return spend() ? finding(dns.lookup(name.get(), Type.TXT)) : new Finding.OverBudget();
  }

  /// Takes one query of the budget where one is left.
  private boolean spend() {
    return queries++ < Dmarc.MOST_QUERIES;
  }

  private static Finding finding(Answer<Txt> answer) {
    return switch (answer) {
      case Found<Txt> found -> counted(found);
      case NoData<Txt> _, NoSuchName<Txt> _ -> new Finding.Nothing(List.of(), answer);
      case Failed<Txt> failed -> new Finding.Unanswered(failed);
    };
  }

  /// §4.10, steps 2 and 6: only records that begin with the version count, and only where there is
  /// one.
  private static Finding counted(Found<Txt> answer) {
    var texts = answer.records().stream().map(Txt::joined).toList();
    var records = texts.stream().filter(DmarcRecord::isRecord).toList();
    var others = texts.stream().filter(text -> !DmarcRecord.isRecord(text)).toList();
    if (records.isEmpty()) {
      return new Finding.Nothing(others, answer);
    }
    if (records.size() > 1) {
      return new Finding.Several(records, answer);
    }
    return switch (DmarcRecord.parse(records.getFirst())) {
      case Parsed.Ok<DmarcRecord>(var record) -> new Finding.Policy(record, others, answer);
      case Parsed.Malformed<DmarcRecord>(var why) ->
          new Finding.Unreadable(records.getFirst(), why, answer);
    };
  }

  /// Whether a domain exists (§3.2.13, A.4): only NXDOMAIN for the name itself says that it does
  /// not. The answer about `_dmarc.` of it, where that is not NXDOMAIN, already shows that it does
  /// (RFC 8020). A name that is not asked counts as one that does.
  Existence existence(Domain domain) {
    if (isProvedBy(step(domain).finding()) || !domain.isMailName()) {
      return new Existence.Exists();
    }
    if (!spend()) {
      return new Existence.Unknown(new Failed<>(Answer.Cause.BUDGET, "DMARC queries of a message"));
    }
    return switch (dns.lookup(domain, Type.TXT)) {
      case Found<Txt> _, NoData<Txt> _ -> new Existence.Exists();
      // The name is an alias, so it exists, though what it stands for does not.
      case NoSuchName<Txt>(_, var source) when !source.aliases().isEmpty() ->
          new Existence.Exists();
      case NoSuchName<Txt> _ -> new Existence.NoSuchName();
      case Failed<Txt> failed -> new Existence.Unknown(failed);
    };
  }

  private static boolean isProvedBy(Finding finding) {
    return switch (finding) {
      case Finding.Policy _, Finding.Several _, Finding.Unreadable _ -> true;
      case Finding.Nothing(_, NoSuchName<Txt>(_, var source)) -> !source.aliases().isEmpty();
      case Finding.Nothing _ -> true;
      case Finding.Impossible _, Finding.Unanswered _, Finding.OverBudget _ -> false;
    };
  }
}

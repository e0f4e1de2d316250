package org.signet.dmarc;

import java.util.List;
import org.signet.dmarc.DmarcOutcome.Fault;
import org.signet.dns.Answer;
import org.signet.dns.Rdata.Txt;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.message.Author;

/// Evaluates DMARC (RFC 9989): is the domain that a message names as its author's authenticated,
/// and what does its owner ask for where it is not?
public final class Dmarc {
  /// Queries that one message may cost in all, for its authors and its identifiers together.
  public static final int MOST_QUERIES = 64;

  private final Resolver dns;
  private final DmarcSettings settings;

  public Dmarc(Resolver dns) {
    this(dns, DmarcSettings.defaults());
  }

  public Dmarc(Resolver dns, DmarcSettings settings) {
    this.dns = dns;
    this.settings = settings;
  }

  /// Judges a message (§5.3).
  ///
  /// @param identifiers every domain that SPF and DKIM were asked about, with their results
  public DmarcResult evaluate(Author author, List<Identifier> identifiers) {
    var evaluation = new Evaluation(new Walks(dns), settings, List.copyOf(identifiers));
    var verdicts = author.domains().stream().map(evaluation::verdict).toList();
    return new DmarcResult(author, verdicts, overall(author, verdicts));
  }

  /// The whole tree walk from a domain (§4.10).
  public TreeWalk walk(Domain domain) {
    return new Walks(dns).walk(domain);
  }

  /// The Organizational Domain that a walk shows (§4.10.2), as far as the walk came.
  public Organization organization(TreeWalk walk) {
    return Organization.of(walk, settings);
  }

  /// Whether reports for a domain may be sent to a place that its record names (RFC 9990 §3).
  ///
  /// @param policyDomain the domain that the record was found at, not the author's
  public ReportConsent consent(Domain policyDomain, ReportUri destination) {
    var host = destination.mailDomain();
    if (host.isEmpty()) {
      return new ReportConsent.Impossible();
    }
    var walks = new Walks(dns);
    var asking = Organization.of(walks.walk(policyDomain), settings);
    if (Organization.of(walks.walk(host.get()), settings).domain().equals(asking.domain())) {
      return new ReportConsent.SameOrganization(asking);
    }
    return host.get()
        .prefixed(policyDomain + "._report._dmarc")
        .map(this::external)
        .orElseGet(ReportConsent.Impossible::new);
  }

  private ReportConsent external(Domain asked) {
    var answer = dns.lookup(asked, Type.TXT);
    if (answer instanceof Answer.Failed<Txt> failed) {
      return new ReportConsent.Unknown(failed);
    }
    var records =
        answer.records().stream()
            .flatMap(txt -> DmarcRecord.parse(txt.joined()).optional().stream())
            .toList();
    return records.isEmpty()
        ? new ReportConsent.NotGiven(asked, answer)
        : new ReportConsent.Given(asked, records);
  }

  /// §5.3.1, §11.5: no pass for a message whose author is in doubt; with several authors, the worst
  /// of their verdicts.
  private static DmarcOutcome overall(Author author, List<DmarcVerdict> verdicts) {
    if (!author.ambiguities().isEmpty()) {
      return permError(new Fault.AmbiguousAuthor(author.ambiguities()));
    }
    if (verdicts.isEmpty()) {
      return permError(new Fault.NoAuthorDomain());
    }
    return worst(verdicts);
  }

  private static DmarcOutcome permError(Fault fault) {
    return new DmarcOutcome.PermError(fault);
  }

  private static DmarcOutcome worst(List<DmarcVerdict> verdicts) {
    var worst = verdicts.getFirst().outcome();
    for (var verdict : verdicts) {
      if (badness(verdict.outcome()) > badness(worst)) {
        worst = verdict.outcome();
      }
    }
    return worst;
  }

  /// A failure outweighs what could not be determined, since its policy is known; of two failures
  /// the one with the stricter policy is worse.
  private static int badness(DmarcOutcome outcome) {
    return switch (outcome) {
      case DmarcOutcome.Pass _ -> 0;
      case DmarcOutcome.None _ -> 1;
      case DmarcOutcome.PermError _ -> 2;
      case DmarcOutcome.TempError _ -> 3;
      case DmarcOutcome.Fail(var demand) ->
          switch (demand.applied()) {
            case NONE -> 4;
            case QUARANTINE -> 5;
            case REJECT -> 6;
          };
    };
  }
}

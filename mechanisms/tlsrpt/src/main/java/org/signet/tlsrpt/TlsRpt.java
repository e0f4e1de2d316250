package org.signet.tlsrpt;

import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// Asks a domain where it wants reports on TLS (RFC 8460 §3).
public final class TlsRpt {
  private final Resolver dns;

  public TlsRpt(Resolver dns) {
    this.dns = dns;
  }

  /// Asks for the record of one domain.
  public TlsRptResult lookup(Domain domain) {
    return TlsRptRecord.nameFor(domain)
        .map(name -> new TlsRptResult(domain, outcome(dns.lookup(name, Type.TXT))))
        .orElseGet(() -> new TlsRptResult(domain, new TlsRptOutcome.NoRecord()));
  }

  private static TlsRptOutcome outcome(Answer<Rdata.Txt> answer) {
    return switch (answer) {
      case Answer.Found<Rdata.Txt>(_, var texts, _) -> chosen(texts);
      case Answer.NoData<Rdata.Txt> _, Answer.NoSuchName<Rdata.Txt> _ ->
          new TlsRptOutcome.NoRecord();
      case Answer.Failed<Rdata.Txt> failed -> new TlsRptOutcome.Unanswered(failed);
    };
  }

  /// Exactly one counts.
  private static TlsRptOutcome chosen(List<Rdata.Txt> texts) {
    var meant = texts.stream().map(Rdata.Txt::joined).filter(TlsRptRecord::isMeant).toList();
    return switch (meant.size()) {
      case 0 -> new TlsRptOutcome.NoRecord();
      case 1 ->
          switch (TlsRptRecord.parse(meant.getFirst())) {
            case Parsed.Ok<TlsRptRecord>(var record) -> new TlsRptOutcome.Wanted(record);
            case Parsed.Malformed<TlsRptRecord>(var problem) -> new TlsRptOutcome.Invalid(problem);
          };
      default -> new TlsRptOutcome.SeveralRecords(meant.size());
    };
  }
}

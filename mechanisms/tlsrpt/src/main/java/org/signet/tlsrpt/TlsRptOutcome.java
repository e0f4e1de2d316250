package org.signet.tlsrpt;

import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Problem;

/// Whether a domain wants reports on TLS (RFC 8460 §3).
public sealed interface TlsRptOutcome {
  /// It says where they go.
  record Wanted(TlsRptRecord record) implements TlsRptOutcome {}

  /// It publishes no record.
  record NoRecord() implements TlsRptOutcome {}

  /// It publishes more than one, which counts as none.
  record SeveralRecords(int count) implements TlsRptOutcome {}

  /// Its record does not follow the grammar.
  record Invalid(Problem problem) implements TlsRptOutcome {}

  /// The DNS did not answer.
  record Unanswered(Answer.Failed<Rdata.Txt> answer) implements TlsRptOutcome {}
}

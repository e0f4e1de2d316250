package org.signet.tlsrpt;

import java.util.List;

/// What became of the sessions under one policy (RFC 8460 §4.4).
public record PolicyReport(
    Policy policy, long successful, long failed, List<FailureDetails> failures) {
  public PolicyReport {
    failures = List.copyOf(failures);
    TlsReport.requireCount(successful);
    TlsReport.requireCount(failed);
  }
}

package org.signet.tlsrpt;

/// How many sessions failed in one way: sessions, not messages (RFC 8460 §4.4).
public record FailureDetails(Failure failure, long sessions) {
  public FailureDetails {
    TlsReport.requireCount(sessions);
  }
}

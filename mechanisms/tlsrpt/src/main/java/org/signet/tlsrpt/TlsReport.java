package org.signet.tlsrpt;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// A report on TLS (RFC 8460 §4.4). Texts are characters, as the sender wrote them: whoever shows
/// them must escape them.
///
/// @param organization who reports
/// @param contact how to reach them
/// @param id unique among the reports of the sender
public record TlsReport(
    String organization, Span span, String contact, String id, List<PolicyReport> policies) {
  /// The largest count that a reader in any language keeps exactly (RFC 8259 §6).
  public static final long MOST_SESSIONS = (1L << 53) - 1;

  public TlsReport {
    policies = List.copyOf(policies);
  }

  /// The time that a report is about, both ends included.
  public record Span(Instant start, Instant end) {
    /// One day of UTC, as a report should have it (§4.1).
    public static Span of(LocalDate day) {
      var start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      return new Span(
          start, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1));
    }
  }

  static void requireCount(long sessions) {
    if (sessions < 0 || sessions > MOST_SESSIONS) {
      throw new IllegalArgumentException("no count of sessions: " + sessions);
    }
  }
}

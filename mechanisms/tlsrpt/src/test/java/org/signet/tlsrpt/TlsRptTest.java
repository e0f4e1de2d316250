package org.signet.tlsrpt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Address;
import org.signet.message.Host;

/// The record, the counts, and the report as a file and as mail.
class TlsRptTest {
  private static final Policy STS =
      new Policy(
          PolicyType.STS,
          List.of("version: STSv1", "mode: enforce", "mx: mx.example.org", "max_age: 86400"),
          "example.org",
          List.of("mx.example.org"));

  private static final Failure EXPIRED =
      new Failure(
          ResultType.CERTIFICATE_EXPIRED,
          Optional.of(IpAddress.of("192.0.2.1")),
          "mx.example.org",
          "",
          Optional.of(IpAddress.of("198.51.100.7")),
          "",
          "NotAfter");

  private static TlsReport report(List<PolicyReport> policies) {
    return new TlsReport(
        "Example",
        TlsReport.Span.of(LocalDate.of(2026, 11, 24)),
        "tls@example.com",
        "2026-11-24.org@example.com",
        policies);
  }

  private static TlsRptOutcome outcome(String zone) {
    var dns = ZoneResolver.of(zone);
    return new TlsRpt(dns).lookup(Domain.of("example.org")).outcome();
  }

  @Test
  void exactlyOneRecordCounts() {
    var good = "_smtp._tls.example.org. TXT \"v=TLSRPTv1; rua=mailto:\" \"a@example.org\"\n";
    assertThat(outcome(good))
        .isInstanceOfSatisfying(
            TlsRptOutcome.Wanted.class,
            wanted ->
                assertThat(wanted.record().destinations())
                    .containsExactly(new Destination.Mail("a@example.org")));
    assertThat(outcome(good + "_smtp._tls.example.org. TXT \"v=TLSRPTv2; x=y\"\n"))
        .isInstanceOf(TlsRptOutcome.Wanted.class);
    assertThat(outcome(good + "_smtp._tls.example.org. TXT \"v=TLSRPTv1\"\n"))
        .isEqualTo(new TlsRptOutcome.SeveralRecords(2));
    assertThat(outcome("_smtp._tls.example.org. TXT \"v=spf1 -all\"\n"))
        .isEqualTo(new TlsRptOutcome.NoRecord());
    assertThat(outcome("example.org. A 192.0.2.1\n")).isEqualTo(new TlsRptOutcome.NoRecord());
    assertThat(outcome("_smtp._tls.example.org. TXT \"v=TLSRPTv1;\"\n"))
        .isInstanceOf(TlsRptOutcome.Invalid.class);
    assertThat(outcome("$STATUS servfail\n_smtp._tls.example.org. TXT -\n"))
        .isInstanceOf(TlsRptOutcome.Unanswered.class);
  }

  @Test
  void aRecordIsExplained() {
    var dns =
        ZoneResolver.of(
            "_smtp._tls.example.org. TXT \"v=TLSRPTv1;"
                + " rua=mailto:a@example.org,https://r.example/,ftp://x.example\"\n");
    var result = new TlsRpt(dns).lookup(Domain.of("example.org"));
    assertThat(new TextRenderer(100, false).render(TlsRptExplainer.explain(result)))
        .isEqualTo(
            """
            ✓ example.org wants reports on TLS (TLS-RPT). (RFC 8460 §3)
              · They go by mail to a@example.org.
              · They go over HTTPS to https://r.example/.
              ! No report can go to ftp://x.example. (RFC 8460 §3)
            """);
  }

  @Test
  void sessionsAreCountedByPolicyAndKind() {
    var tally = new SessionTally();
    tally.count(SessionResult.success(STS), 3);
    tally.count(SessionResult.failure(STS, EXPIRED));
    tally.count(SessionResult.failure(STS, Failure.of(ResultType.VALIDATION_FAILURE)));
    tally.count(SessionResult.failure(STS, EXPIRED));
    tally.count(SessionResult.success(Policy.none("a.example")));
    assertThat(tally.reports())
        .containsExactly(
            java.util.Map.entry(
                "a.example", List.of(new PolicyReport(Policy.none("a.example"), 1, 0, List.of()))),
            java.util.Map.entry(
                "example.org",
                List.of(
                    new PolicyReport(
                        STS,
                        3,
                        3,
                        List.of(
                            new FailureDetails(EXPIRED, 2),
                            new FailureDetails(Failure.of(ResultType.VALIDATION_FAILURE), 1))))));
  }

  @Test
  void aTallyIsBoundedAndItsSumsHold() {
    var tally = new SessionTally();
    int sessions = 2 * SessionTally.MOST_FAILURES;
    for (int i = 0; i < sessions; i++) {
      var failure =
          new Failure(
              ResultType.TLSA_INVALID, Optional.empty(), "", "", Optional.empty(), "", "r" + i);
      tally.count(SessionResult.failure(STS, failure));
    }
    var report = tally.reports().getOrDefault("example.org", List.of()).getFirst();
    assertThat(report.failed()).isEqualTo(sessions);
    assertThat(report.failures()).hasSize(SessionTally.MOST_FAILURES + 1);
    assertThat(report.failures().getLast().sessions())
        .isEqualTo(sessions - SessionTally.MOST_FAILURES);
    for (int i = 0; i < 2 * SessionTally.MOST_POLICIES; i++) {
      var policy = new Policy(PolicyType.TLSA, List.of("3 1 1 " + i), "b.example", List.of());
      tally.count(SessionResult.success(policy));
    }
    var policies = tally.reports().getOrDefault("b.example", List.of());
    assertThat(policies).hasSize(SessionTally.MOST_POLICIES);
    assertThat(policies.stream().mapToLong(PolicyReport::successful).sum())
        .isEqualTo(2L * SessionTally.MOST_POLICIES);
  }

  @Test
  void aReportIsWrittenAsTheStandardHasIt() {
    var tally = new SessionTally();
    tally.count(SessionResult.failure(STS, EXPIRED), 2);
    var report = report(tally.reports().getOrDefault("example.org", List.of()));
    assertThat(TlsReportWriter.json(report))
        .isEqualTo(
            """
            {"organization-name":"Example","date-range":{"start-datetime":"2026-11-24T00:00:00Z",\
            "end-datetime":"2026-11-24T23:59:59Z"},"contact-info":"tls@example.com",\
            "report-id":"2026-11-24.org@example.com","policies":[{"policy":{"policy-type":"sts",\
            "policy-string":["version: STSv1","mode: enforce","mx: mx.example.org",\
            "max_age: 86400"],"policy-domain":"example.org","mx-host":["mx.example.org"]},\
            "summary":{"total-successful-session-count":0,"total-failure-session-count":2},\
            "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1",\
            "receiving-mx-hostname":"mx.example.org","receiving-ip":"198.51.100.7",\
            "failed-session-count":2,"failure-reason-code":"NotAfter"}]}]}\
            """);
    assertThat(TlsReportWriter.fileName(report, Domain.of("example.com"), Domain.of("example.org")))
        .isEqualTo("example.com!example.org!1795478400!1795564799.json.gz");
    var nameless = new TlsReport("", report.span(), "x", "y", List.of());
    assertThatThrownBy(() -> TlsReportWriter.json(nameless))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new TextRenderer(80, false).render(TlsRptExplainer.explain(report)))
        .isEqualTo(
            """
            · Example reports on TLS from 2026-11-24T00:00:00Z to 2026-11-24T23:59:59Z.
              (RFC 8460 §4.4)
              ✗ Under MTA-STS for example.org: 0 sessions as it asks, 2 failed.
                ✗ 2 sessions: the certificate has expired, at mx.example.org, with address
                  198.51.100.7, from 192.0.2.1, because of NotAfter. (RFC 8460 §4.3)
            """);
  }

  @Test
  void aReportGoesAsMail() {
    var report = report(List.of());
    var mail =
        new TlsReportMail(
                report,
                Domain.of("example.org"),
                Domain.of("example.com"),
                new Address("noreply-tls", Host.of("example.com")),
                new Address("reports", Host.of("example.org")))
            .message(Instant.parse("2026-11-25T00:10:00Z"));
    int base64 = mail.indexOf("\r\n\r\n", mail.indexOf("base64")) + 4;
    var packed = mail.substring(base64, mail.indexOf("\r\n--", base64));
    var read =
        TlsReportReader.read(
            new ByteArrayInputStream(Base64.getMimeDecoder().decode(packed)), Strictness.STRICT);
    assertThat(read).isEqualTo(new TlsReportRead.Report(report, List.of()));
    assertThat(mail.getBytes(ISO_8859_1)).hasSizeLessThan(3_000);
    assertThat(mail.substring(0, base64).replace("\r\n", "\n"))
        .isEqualTo(
            """
            From: <noreply-tls@example.com>
            To: <reports@example.org>
            Date: Wed, 25 Nov 2026 00:10:00 +0000
            Message-ID: <2026-11-24.org@example.com>
            Subject: Report Domain: example.org
             Submitter: example.com
             Report-ID: <2026-11-24.org@example.com>
            TLS-Report-Domain: example.org
            TLS-Report-Submitter: example.com
            TLS-Required: No
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt";
             boundary="tlsrpt-6d4f7a0a2e1b"

            --tlsrpt-6d4f7a0a2e1b
            Content-Type: text/plain; charset=us-ascii

            This is an aggregate TLS report from example.com
            about mail to example.org.

            --tlsrpt-6d4f7a0a2e1b
            Content-Type: application/tlsrpt+gzip
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment;
             filename="example.com!example.org!1795478400!1795564799.json.gz"

            """
                .replace("6d4f7a0a2e1b", boundary(mail)));
    var other = new TlsReport("x", report.span(), "x", "a\r\nBcc: x@y", List.of());
    var address = new Address("a", Host.of("example.com"));
    var domain = Domain.of("example.com");
    assertThatThrownBy(() -> new TlsReportMail(other, domain, domain, address, address))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String boundary(String mail) {
    int from = mail.indexOf("boundary=\"tlsrpt-") + "boundary=\"tlsrpt-".length();
    return mail.substring(from, mail.indexOf('"', from));
  }
}

package org.signet.tlsrpt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;

/// Makes a report of JSON (RFC 8460 §4.4), and notes where it is not as it should be. Members that
/// are not known are passed over.
final class ReportMapper {
  /// Findings that are kept.
  static final int MOST_FINDINGS = 1_000;

  /// What one report can be about; a day is usual, and some send a week.
  private static final Duration LONGEST = Duration.ofDays(366);

  private final List<Finding> findings;

  ReportMapper(List<Finding> findings) {
    this.findings = findings;
  }

  static void note(List<Finding> findings, Defect defect, String where, String seen) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(new Finding(defect, where, seen));
    }
  }

  private void note(Defect defect, String where, String seen) {
    note(findings, defect, where, seen);
  }

  /// The report, unless it is none or it is not known what time it is about.
  Optional<TlsReport> report(JsonValue value) {
    if (!(value instanceof JsonValue.Members)) {
      note(Defect.NO_OBJECT, "", value.shown());
      return Optional.empty();
    }
    var report = new JsonObject(value, "", findings);
    var organization = report.text("organization-name");
    var span = report.object("date-range").flatMap(this::span);
    var contact = report.text("contact-info");
    var id = report.text("report-id");
    var policies = new ArrayList<PolicyReport>();
    report.objects("policies").forEach(each -> policy(each).ifPresent(policies::add));
    return span.map(time -> new TlsReport(organization, time, contact, id, policies));
  }

  private Optional<TlsReport.Span> span(JsonObject range) {
    var start = time(range, "start-datetime");
    var end = time(range, "end-datetime");
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    var length = Duration.between(start.get(), end.get());
    if (length.isNegative() || length.compareTo(LONGEST) > 0) {
      note(Defect.ODD_SPAN, range.where(), start.get() + " to " + end.get());
    }
    return Optional.of(new TlsReport.Span(start.get(), end.get()));
  }

  private Optional<Instant> time(JsonObject range, String name) {
    var text = range.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var where = range.where(name);
    var strict = ReportTime.parse(text);
    if (strict.isPresent()) {
      return strict;
    }
    var lenient = ReportTime.parseLeniently(text);
    note(lenient.isPresent() ? Defect.ODD_TIME : Defect.NO_TIME, where, text);
    return lenient;
  }

  private Optional<PolicyReport> policy(JsonObject entry) {
    var policy = entry.object("policy").map(this::applied);
    if (policy.isEmpty()) {
      return Optional.empty();
    }
    var details = new ArrayList<FailureDetails>();
    entry.optionalObjects("failure-details").forEach(each -> details(each).ifPresent(details::add));
    long sum = 0;
    for (var each : details) {
      sum = Math.min(TlsReport.MOST_SESSIONS, sum + each.sessions());
    }
    return counted(entry, policy.get(), details, sum);
  }

  private Optional<PolicyReport> counted(
      JsonObject entry, Policy policy, List<FailureDetails> details, long sum) {
    var summary = entry.object("summary");
    if (summary.isEmpty()) {
      return Optional.of(new PolicyReport(policy, 0, sum, details));
    }
    var successful = summary.get().count("total-successful-session-count", 0);
    var failed = summary.get().count("total-failure-session-count", sum);
    if (successful.isEmpty() || failed.isEmpty()) {
      return Optional.empty();
    }
    if (failed.get() != sum && !details.isEmpty()) {
      note(Defect.ODD_SUM, summary.get().where(), sum + " of " + failed.get());
    }
    return Optional.of(new PolicyReport(policy, successful.get(), failed.get(), details));
  }

  private Policy applied(JsonObject policy) {
    var type = new PolicyType(policy.text("policy-type"));
    if (!type.isKnown() && !type.word().isEmpty()) {
      note(Defect.UNKNOWN_WORD, policy.where("policy-type"), type.word());
    }
    // As erratum 6241 has it an array, and as the example of appendix B has it one text.
    var patterns = policy.has("mx-host") ? "mx-host" : "mx-host-pattern";
    if (!policy.has("mx-host") && policy.has(patterns)) {
      note(Defect.UNKNOWN_WORD, policy.where(patterns), "");
    }
    return new Policy(
        type,
        policy.lines("policy-string", true),
        policy.text("policy-domain"),
        policy.lines(patterns, false));
  }

  private Optional<FailureDetails> details(JsonObject entry) {
    var type = new ResultType(entry.text("result-type"));
    if (!type.isKnown() && !type.word().isEmpty()) {
      note(Defect.UNKNOWN_WORD, entry.where("result-type"), type.word());
    }
    var failure =
        new Failure(
            type,
            address(entry, "sending-mta-ip"),
            entry.optionalText("receiving-mx-hostname"),
            entry.optionalText("receiving-mx-helo"),
            address(entry, "receiving-ip"),
            entry.optionalText("additional-information"),
            entry.optionalText("failure-reason-code"));
    return entry
        .requiredCount("failed-session-count")
        .map(sessions -> new FailureDetails(failure, sessions));
  }

  private Optional<IpAddress> address(JsonObject entry, String name) {
    var text = entry.optionalText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (IpAddress.parse(text)) {
      case Parsed.Ok<IpAddress>(var address) -> Optional.of(address);
      case Parsed.Malformed<IpAddress> _ -> {
        note(Defect.NO_ADDRESS, entry.where(name), text);
        yield Optional.empty();
      }
    };
  }
}

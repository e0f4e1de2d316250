package org.signet.tlsrpt;

import static org.signet.foundation.spec.Spec.RFC8460;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;

/// Says in words where reports go, and what a report says.
public final class TlsRptExplainer {
  /// Chars of a stranger's text that are shown.
  private static final int SHOWN_CHARS = 120;

  /// Rows of a report that are shown.
  private static final int SHOWN_ROWS = 50;

  private TlsRptExplainer() {}

  /// Whether a domain wants reports.
  public static Explanation explain(TlsRptResult result) {
    var domain = result.domain();
    return switch (result.outcome()) {
      case TlsRptOutcome.Wanted(var record) ->
          Explanation.of(
                  Mark.GOOD, domain + " wants reports on TLS (TLS-RPT).", RFC8460.section("3"))
              .because(record.destinations().stream().map(TlsRptExplainer::explain).toList());
      case TlsRptOutcome.NoRecord _ ->
          Explanation.of(
              Mark.NOTE,
              domain + " does not ask for reports on TLS (TLS-RPT): it publishes no record.",
              RFC8460.section("3"));
      case TlsRptOutcome.SeveralRecords(var count) ->
          Explanation.of(
              Mark.BAD,
              domain + " has " + count + " TLS-RPT records, which count as none.",
              RFC8460.section("3"));
      case TlsRptOutcome.Invalid(var problem) ->
          Explanation.of(
              Mark.BAD,
              "The TLS-RPT record of "
                  + domain
                  + " does not follow its grammar: "
                  + problem.words(),
              problem.clause());
      case TlsRptOutcome.Unanswered(var failed) ->
          Explanation.of(
              Mark.UNKNOWN,
              "Whether "
                  + domain
                  + " wants reports on TLS could not be determined: "
                  + failed.cause().words()
                  + '.');
    };
  }

  private static Explanation explain(Destination destination) {
    return switch (destination) {
      case Destination.Mail(var address) ->
          Explanation.of(Mark.NOTE, "They go by mail to " + shown(address) + '.');
      case Destination.Web(var uri) ->
          Explanation.of(Mark.NOTE, "They go over HTTPS to " + shown(uri) + '.');
      case Destination.Unusable(var uri) ->
          Explanation.of(
              Mark.WARN, "No report can go to " + shown(uri) + '.', RFC8460.section("3"));
    };
  }

  /// What a report says, policy by policy.
  public static Explanation explain(TlsReport report) {
    var sentence =
        shown(report.organization())
            + " reports on TLS from "
            + report.span().start()
            + " to "
            + report.span().end()
            + '.';
    return Explanation.of(Mark.NOTE, sentence, RFC8460.section("4.4"))
        .because(rows(report.policies().stream().map(TlsRptExplainer::explain).toList()));
  }

  private static Explanation explain(PolicyReport report) {
    var policy = report.policy();
    var sentence =
        policy(policy)
            + ": "
            + sessions(report.successful())
            + " as it asks, "
            + report.failed()
            + " failed.";
    return Explanation.of(report.failed() == 0 ? Mark.GOOD : Mark.BAD, sentence)
        .because(rows(report.failures().stream().map(TlsRptExplainer::explain).toList()));
  }

  private static String policy(Policy policy) {
    var domain = shown(policy.domain());
    var type = policy.type();
    if (type.equals(PolicyType.TLSA)) {
      return "Under DANE for " + domain;
    }
    if (type.equals(PolicyType.STS)) {
      return "Under MTA-STS for " + domain;
    }
    return type.equals(PolicyType.NO_POLICY_FOUND)
        ? "Without a policy for " + domain
        : "Under a policy \"" + shown(type.word()) + "\" for " + domain;
  }

  private static Explanation explain(FailureDetails details) {
    var failure = details.failure();
    var where =
        Stream.of(
                told("at ", Optional.of(failure.receivingMxHost())),
                told("with address ", failure.receivingAddress().map(Object::toString)),
                told("from ", failure.sendingMta().map(Object::toString)),
                told("because of ", Optional.of(failure.reasonCode())))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    var sentence =
        sessions(details.sessions())
            + ": "
            + words(failure.type())
            + (where.isEmpty() ? "" : ", " + where)
            + '.';
    return Explanation.of(Mark.BAD, sentence, RFC8460.section("4.3"));
  }

  private static Optional<String> told(String before, Optional<String> text) {
    return text.filter(it -> !it.isEmpty()).map(it -> before + shown(it));
  }

  private static String words(ResultType type) {
    return switch (type.word()) {
      case "starttls-not-supported" -> "the server offered no STARTTLS";
      case "certificate-host-mismatch" -> "the certificate is for another host";
      case "certificate-expired" -> "the certificate has expired";
      case "certificate-not-trusted" -> "nobody that is trusted stands behind the certificate";
      case "validation-failure" -> "TLS failed for another reason";
      case "tlsa-invalid" -> "the TLSA records do not fit";
      case "dnssec-invalid" -> "the DNS gave no valid signed answer";
      case "dane-required" -> "the sender wants TLSA records, and there are none";
      case "sts-policy-fetch-error" -> "the MTA-STS policy could not be fetched";
      case "sts-policy-invalid" -> "the MTA-STS policy is malformed";
      case "sts-webpki-invalid" -> "the certificate of the policy host was not accepted";
      default -> '"' + shown(type.word()) + '"';
    };
  }

  /// What is wrong with a report.
  public static Explanation explain(Finding finding) {
    var sentence =
        finding.defect().words()
            + (finding.where().isEmpty() ? "" : ", at " + shown(finding.where()))
            + (finding.seen().isEmpty() ? "" : ": " + shown(finding.seen()));
    return Explanation.of(Mark.WARN, sentence, RFC8460.section("4.4"));
  }

  private static List<Explanation> rows(List<Explanation> all) {
    if (all.size() <= SHOWN_ROWS) {
      return all;
    }
    var more = Explanation.of(Mark.NOTE, "And " + (all.size() - SHOWN_ROWS) + " more.");
    return Stream.concat(all.stream().limit(SHOWN_ROWS), Stream.of(more)).toList();
  }

  private static String sessions(long count) {
    return count == 1 ? "1 session" : count + " sessions";
  }

  private static String shown(String text) {
    return Ascii.printable(text, SHOWN_CHARS);
  }
}

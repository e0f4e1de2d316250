package org.signet.tlsrpt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.signet.foundation.explain.Json;
import org.signet.foundation.text.Domain;

/// Writes a report as RFC 8460 §4.4 has it: every member in its order, arrays where erratum 6241
/// wants them, what is not known left out.
public final class TlsReportWriter {
  /// The media type of the report (§6.4).
  public static final String MEDIA_TYPE = "application/tlsrpt+json";

  /// The media type of the report in gzip (§6.5).
  public static final String GZIP_MEDIA_TYPE = "application/tlsrpt+gzip";

  private TlsReportWriter() {}

  /// The report as JSON.
  ///
  /// @throws IllegalArgumentException where it is not complete: who, how to reach them, which; or
  ///     where a policy or failure has no type, or its domain none
  public static String json(TlsReport report) {
    require(report.organization(), "organization-name");
    require(report.contact(), "contact-info");
    require(report.id(), "report-id");
    var json = new Json().beginObject();
    json.member("organization-name", report.organization());
    json.name("date-range").beginObject();
    json.member("start-datetime", time(report.span().start()));
    json.member("end-datetime", time(report.span().end()));
    json.endObject();
    json.member("contact-info", report.contact());
    json.member("report-id", report.id());
    json.name("policies").beginArray();
    report.policies().forEach(policy -> write(json, policy));
    return json.endArray().endObject().toString();
  }

  private static void require(String value, String name) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a report without " + name);
    }
  }

  /// RFC 3339, in UTC, in whole seconds.
  private static String time(java.time.Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  private static void write(Json json, PolicyReport report) {
    json.beginObject();
    write(json.name("policy"), report.policy());
    json.name("summary").beginObject();
    json.member("total-successful-session-count", report.successful());
    json.member("total-failure-session-count", report.failed());
    json.endObject();
    if (!report.failures().isEmpty()) {
      json.name("failure-details").beginArray();
      report.failures().forEach(each -> write(json, each));
      json.endArray();
    }
    json.endObject();
  }

  private static void write(Json json, Policy policy) {
    require(policy.type().word(), "policy-type");
    require(policy.domain(), "policy-domain");
    json.beginObject();
    json.member("policy-type", policy.type().word());
    texts(json, "policy-string", policy.lines());
    json.member("policy-domain", policy.domain());
    texts(json, "mx-host", policy.mxHosts());
    json.endObject();
  }

  private static void texts(Json json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      json.name(name).beginArray();
      texts.forEach(json::value);
      json.endArray();
    }
  }

  private static void write(Json json, FailureDetails details) {
    var failure = details.failure();
    require(failure.type().word(), "result-type");
    json.beginObject();
    json.member("result-type", failure.type().word());
    failure.sendingMta().ifPresent(ip -> json.member("sending-mta-ip", ip.toString()));
    text(json, "receiving-mx-hostname", failure.receivingMxHost());
    text(json, "receiving-mx-helo", failure.receivingMxHelo());
    failure.receivingAddress().ifPresent(ip -> json.member("receiving-ip", ip.toString()));
    json.member("failed-session-count", details.sessions());
    text(json, "additional-information", failure.moreInformation());
    text(json, "failure-reason-code", failure.reasonCode());
    json.endObject();
  }

  private static void text(Json json, String name, String text) {
    if (!text.isEmpty()) {
      json.member(name, text);
    }
  }

  /// The report as JSON in gzip; the same report gives the same octets.
  public static byte[] gzip(TlsReport report) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(json(report).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory is no file", e);
    }
    return out.toByteArray();
  }

  /// The name of the file in gzip (§5.1), such as
  /// `mail.sender.example!example.com!1013662812!1013749130.json.gz`.
  public static String fileName(TlsReport report, Domain submitter, Domain policyDomain) {
    return submitter.text()
        + '!'
        + policyDomain.text()
        + '!'
        + report.span().start().getEpochSecond()
        + '!'
        + report.span().end().getEpochSecond()
        + ".json.gz";
  }
}

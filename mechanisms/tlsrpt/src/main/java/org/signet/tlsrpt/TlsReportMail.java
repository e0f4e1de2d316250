package org.signet.tlsrpt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;

/// A report as mail (RFC 8460 §5.3): a `multipart/report` of a text for people and the report in
/// gzip. It must be signed by DKIM for the submitter's domain before it is sent.
///
/// @param policyDomain the domain that the report is about
/// @param from in the submitter's domain
public record TlsReportMail(
    TlsReport report, Domain policyDomain, Domain submitter, Address from, Address to) {
  /// Chars of a line of base64 (RFC 2045 §6.8).
  private static final int LINE_CHARS = 76;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public TlsReportMail {
    if (!isMessageId(report.id())) {
      throw new IllegalArgumentException("the id of a report in a mail is LEFT@RIGHT");
    }
    requireAscii(from);
    requireAscii(to);
  }

  private static void requireAscii(Address address) {
    if (!address.toString().chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("an address that no field can hold");
    }
  }

  /// Two `dot-atom-text` around an `@`, as `msg-id` has them (RFC 5322 §3.6.4).
  private static boolean isMessageId(String id) {
    int at = id.indexOf('@');
    return at > 0
        && at < id.length() - 1
        && id.length() < 200
        && id.chars().allMatch(c -> c == '@' || isIdOctet(c))
        && id.indexOf('@', at + 1) < 0;
  }

  private static boolean isIdOctet(int c) {
    return Ascii.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".indexOf(c) >= 0;
  }

  /// The message, with CRLF at the end of each line, without signature.
  public String message(Instant date) {
    var boundary = boundary();
    var name = TlsReportWriter.fileName(report, submitter, policyDomain);
    return String.join(
        "\r\n",
        "From: <" + from + '>',
        "To: <" + to + '>',
        "Date: " + DATE.format(date),
        "Message-ID: <" + report.id() + '>',
        "Subject: Report Domain: " + policyDomain,
        " Submitter: " + submitter,
        " Report-ID: <" + report.id() + '>',
        "TLS-Report-Domain: " + policyDomain,
        "TLS-Report-Submitter: " + submitter,
        // It is about TLS that fails, and shall arrive all the same: RFC 8689 §3.
        "TLS-Required: No",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=\"tlsrpt\";",
        " boundary=\"" + boundary + '"',
        "",
        "--" + boundary,
        "Content-Type: text/plain; charset=us-ascii",
        "",
        "This is an aggregate TLS report from " + submitter,
        "about mail to " + policyDomain + '.',
        "",
        "--" + boundary,
        "Content-Type: " + TlsReportWriter.GZIP_MEDIA_TYPE,
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment;",
        " filename=\"" + name + '"',
        "",
        Base64.getMimeEncoder(LINE_CHARS, "\r\n".getBytes(US_ASCII))
            .encodeToString(TlsReportWriter.gzip(report)),
        "--" + boundary + "--",
        "");
  }

  /// The same for the same report, and in none of its parts: no line of text or base64 begins with
  /// two hyphens.
  private String boundary() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(report.id().getBytes(UTF_8));
      return "tlsrpt-" + HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

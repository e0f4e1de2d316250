package org.signet.tlsrpt;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads a report (RFC 8460 §4.4), as JSON or JSON in gzip, whichever it is. Never throws for what
/// is in it, and never takes more than its limits. The octets are taken once, and the stream is
/// closed.
public final class TlsReportReader {
  private TlsReportReader() {}

  /// Reads a report.
  public static TlsReportRead read(InputStream in, Strictness strictness) {
    var findings = new ArrayList<Finding>();
    return switch (tree(in, findings)) {
      case JsonTree.Read.Not(var why) -> new TlsReportRead.Refused(List.of(why));
      case JsonTree.Read.Value(var value) -> {
        var report = new ReportMapper(findings).report(value);
        yield report.isPresent() && (findings.isEmpty() || strictness == Strictness.LENIENT)
            ? new TlsReportRead.Report(report.get(), findings)
            : new TlsReportRead.Refused(findings);
      }
    };
  }

  private static JsonTree.Read tree(InputStream in, List<Finding> findings) {
    try (var unpacked = Unpacked.of(in)) {
      return JsonTree.read(unpacked, findings);
    } catch (IOException e) {
      return JsonTree.not(Defect.BROKEN_GZIP, String.valueOf(e.getMessage()));
    }
  }
}

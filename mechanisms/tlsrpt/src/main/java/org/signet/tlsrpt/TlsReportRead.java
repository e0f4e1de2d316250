package org.signet.tlsrpt;

import java.util.List;

/// What reading a report came to.
public sealed interface TlsReportRead {
  /// There is a report.
  ///
  /// @param findings what is wrong with it, and was put right or left out
  record Report(TlsReport report, List<Finding> findings) implements TlsReportRead {
    public Report {
      findings = List.copyOf(findings);
    }
  }

  /// There is none, or none that is taken.
  ///
  /// @param findings why, at least one
  record Refused(List<Finding> findings) implements TlsReportRead {
    public Refused {
      findings = List.copyOf(findings);
    }
  }
}

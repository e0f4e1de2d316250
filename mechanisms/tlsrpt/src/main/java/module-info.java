/// Where reports on TLS between mail servers go, and the reports.
///
/// Start at [org.signet.tlsrpt.TlsRpt], which asks for a domain's record;
/// [org.signet.tlsrpt.TlsReport], which [org.signet.tlsrpt.TlsReportReader] reads and
/// [org.signet.tlsrpt.TlsReportWriter] writes; and [org.signet.tlsrpt.SessionTally], which counts
/// what is reported.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8460 RFC 8460: SMTP TLS reporting
module org.signet.tlsrpt {
  requires transitive org.signet.dns;
  requires transitive org.signet.message;
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports org.signet.tlsrpt;
}

/// Examines a domain: what its mail hosts really do, and what follows for those who send it mail.
///
/// Start at [org.signet.checkup.Probe], which connects to the hosts of a route, and
/// [org.signet.checkup.Sender], which says what each kind of sender would do.
///
/// @spec https://www.rfc-editor.org/rfc/rfc3207 RFC 3207: STARTTLS
/// @spec https://www.rfc-editor.org/rfc/rfc7435 RFC 7435: Opportunistic security
/// @spec https://www.rfc-editor.org/rfc/rfc7672 RFC 7672: DANE for SMTP
/// @spec https://www.rfc-editor.org/rfc/rfc8461 RFC 8461: MTA-STS
module org.signet.checkup {
  requires transitive org.signet.smtp;
  requires transitive org.signet.tlspolicy;
  requires transitive org.signet.tlsrpt;
  requires static transitive org.jspecify;

  exports org.signet.checkup;
}

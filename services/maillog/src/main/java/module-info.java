/// What a mail server's log tells of the mail that it sent: to whom, over which connection, how
/// protected.
///
/// @spec https://www.rfc-editor.org/rfc/rfc3339 RFC 3339: Date and time on the Internet
/// @spec https://www.rfc-editor.org/rfc/rfc8460 RFC 8460: SMTP TLS reporting
module org.signet.maillog {
  requires transitive org.signet.tlsrpt;
  requires static transitive org.jspecify;

  exports org.signet.maillog;
}

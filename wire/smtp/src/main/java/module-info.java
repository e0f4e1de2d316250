/// SMTP on both sides: a client's session with deadlines and STARTTLS, and the server's reader of
/// lines, data and chunks.
///
/// Start at [org.signet.smtp.SmtpClient], which opens a [org.signet.smtp.SmtpSession], and at
/// [org.signet.smtp.SmtpInput], which reads what a peer sends.
///
/// @spec https://www.rfc-editor.org/rfc/rfc2920 RFC 2920: Command pipelining
/// @spec https://www.rfc-editor.org/rfc/rfc3030 RFC 3030: BDAT
/// @spec https://www.rfc-editor.org/rfc/rfc3207 RFC 3207: STARTTLS
/// @spec https://www.rfc-editor.org/rfc/rfc5321 RFC 5321: SMTP
/// @spec https://www.rfc-editor.org/rfc/rfc6531 RFC 6531: SMTPUTF8
/// @spec https://www.rfc-editor.org/rfc/rfc8689 RFC 8689: REQUIRETLS
module org.signet.smtp {
  requires transitive org.signet.message;
  requires static transitive org.jspecify;

  exports org.signet.smtp;
}

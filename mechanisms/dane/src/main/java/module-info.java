/// Which TLS keys a host pins in a signed zone: DANE for SMTP.
///
/// Start at [org.signet.dane.Dane], which finds out what one host demands, and
/// [org.signet.dane.DaneResult], which says so with what was seen. [org.signet.dane.DaneCheck]
/// holds a certificate chain against it, and [org.signet.dane.DaneTrustManager] does so in any TLS
/// client.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6698 RFC 6698: The TLSA record
/// @spec https://www.rfc-editor.org/rfc/rfc7218 RFC 7218: Words for its numbers
/// @spec https://www.rfc-editor.org/rfc/rfc7671 RFC 7671: DANE updates and guidance
/// @spec https://www.rfc-editor.org/rfc/rfc7672 RFC 7672: DANE for SMTP
module org.signet.dane {
  requires transitive org.signet.dns;
  requires static transitive org.jspecify;
  requires java.naming;

  exports org.signet.dane;
}

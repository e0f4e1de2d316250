/// One bounded GET: size, time, no redirects, no private addresses.
///
/// Start at [org.signet.https.Https], the one question, and [org.signet.https.Fetched], what came
/// of it. [org.signet.https.HostTrust] takes the certificate of one host, for other clients of TLS
/// too. [org.signet.https.PageServer] is the other side, for a page or two of our own.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6890 RFC 6890: Special-purpose addresses
/// @spec https://www.rfc-editor.org/rfc/rfc9110 RFC 9110: HTTP semantics
/// @spec https://www.rfc-editor.org/rfc/rfc9112 RFC 9112: HTTP/1.1
/// @spec https://www.rfc-editor.org/rfc/rfc9525 RFC 9525: Service identity in TLS
module org.signet.https {
  requires transitive org.signet.dns;
  requires static transitive org.jspecify;

  exports org.signet.https;
}

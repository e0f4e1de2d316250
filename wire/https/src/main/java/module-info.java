/// One bounded GET: size, time, no redirects, no private addresses.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9110 RFC 9110: HTTP semantics
module org.signet.https {
  requires transitive org.signet.dns;
  requires static transitive org.jspecify;

  exports org.signet.https;
}

/// Which hosts take the mail of a domain, and that TLS with them must hold, as the domain says over
/// HTTPS: MTA-STS.
///
/// Start at [org.signet.mtasts.MtaSts], which finds the policy of a domain and remembers it, and
/// [org.signet.mtasts.MtaStsResult], which says what there was.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8461 RFC 8461: MTA-STS
module org.signet.mtasts {
  requires transitive org.signet.dns;
  requires transitive org.signet.https;
  requires static transitive org.jspecify;

  exports org.signet.mtasts;
}

/// Which hosts take a domain's mail, in which order, and what TLS each of them is owed: DANE before
/// MTA-STS, and both before what the sender would do by itself.
///
/// Start at [org.signet.tlspolicy.Routes], which finds the [org.signet.tlspolicy.Route] of a
/// domain; [org.signet.tlspolicy.RouteExplainer] says why it is as it is.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7672 RFC 7672: DANE for SMTP
/// @spec https://www.rfc-editor.org/rfc/rfc8461 RFC 8461: MTA-STS
/// @spec https://www.rfc-editor.org/rfc/rfc7505 RFC 7505: null MX
module org.signet.tlspolicy {
  requires transitive org.signet.mtasts;
  requires transitive org.signet.dane;
  requires static transitive org.jspecify;

  exports org.signet.tlspolicy;
}

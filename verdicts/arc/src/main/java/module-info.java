/// What earlier hops saw, and our own seal: the Authenticated Received Chain.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8617 RFC 8617: Authenticated Received Chain
module org.signet.arc {
  requires transitive org.signet.dkim;
  requires static transitive org.jspecify;

  exports org.signet.arc;
}

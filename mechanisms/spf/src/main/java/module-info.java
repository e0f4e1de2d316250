/// May this host send for that domain? The Sender Policy Framework.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7208 RFC 7208: Sender Policy Framework
module org.signet.spf {
  requires transitive org.signet.dns;
  requires transitive org.signet.message;
  requires static transitive org.jspecify;
}

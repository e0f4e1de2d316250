/// May this host send for that domain? The Sender Policy Framework.
///
/// Start at [org.signet.spf.Spf], which checks both identities of an envelope, and
/// [org.signet.spf.SpfResult], which says what it came to and what was seen.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7208 RFC 7208: Sender Policy Framework
/// @spec https://www.rfc-editor.org/rfc/rfc8616 RFC 8616: Internationalized names
module org.signet.spf {
  requires transitive org.signet.dns;
  requires transitive org.signet.message;
  requires static transitive org.jspecify;

  exports org.signet.spf;
}

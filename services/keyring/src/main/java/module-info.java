/// The keys of a domain over their life: made, published, used, withdrawn, and followed by others.
///
/// @spec https://www.rfc-editor.org/rfc/rfc5321 RFC 5321: SMTP
/// @spec https://www.rfc-editor.org/rfc/rfc6376 RFC 6376: DomainKeys Identified Mail
/// @spec https://www.rfc-editor.org/rfc/rfc8767 RFC 8767: Serving stale data
module org.signet.keyring {
  requires transitive org.signet.dkim;
  requires static transitive org.jspecify;

  exports org.signet.keyring;
}

/// Who took responsibility for a message? DomainKeys Identified Mail: canonical forms,
/// verifying, signing, keys.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6376 RFC 6376: DomainKeys Identified Mail
/// @spec https://www.rfc-editor.org/rfc/rfc8301 RFC 8301: DKIM algorithms and key sizes
/// @spec https://www.rfc-editor.org/rfc/rfc8463 RFC 8463: Ed25519 for DKIM
/// @spec https://www.rfc-editor.org/rfc/rfc8616 RFC 8616: Internationalized names
module org.signet.dkim {
  requires org.bouncycastle.provider;
  requires transitive org.signet.dns;
  requires transitive org.signet.message;
  requires static transitive org.jspecify;

  exports org.signet.dkim;
}

/// Who took responsibility for a message? DomainKeys Identified Mail: canonical forms,
/// verifying, signing, keys.
///
/// @spec https://www.rfc-editor.org/rfc/rfc5958 RFC 5958: PKCS#8 private keys
/// @spec https://www.rfc-editor.org/rfc/rfc6376 RFC 6376: DomainKeys Identified Mail
/// @spec https://www.rfc-editor.org/rfc/rfc7468 RFC 7468: PEM text
/// @spec https://www.rfc-editor.org/rfc/rfc8017 RFC 8017: PKCS#1, RSA
/// @spec https://www.rfc-editor.org/rfc/rfc8018 RFC 8018: PKCS#5, encryption by passphrase
/// @spec https://www.rfc-editor.org/rfc/rfc8032 RFC 8032: Ed25519
/// @spec https://www.rfc-editor.org/rfc/rfc8301 RFC 8301: DKIM algorithms and key sizes
/// @spec https://www.rfc-editor.org/rfc/rfc8410 RFC 8410: Ed25519 in PKCS#8
/// @spec https://www.rfc-editor.org/rfc/rfc8463 RFC 8463: Ed25519 for DKIM
/// @spec https://www.rfc-editor.org/rfc/rfc8616 RFC 8616: Internationalized names
module org.signet.dkim {
  requires org.bouncycastle.provider;
  requires transitive org.signet.dns;
  requires transitive org.signet.message;
  requires static transitive org.jspecify;

  exports org.signet.dkim;
}

/// What the author's domain asks for, and whether its name is proved.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9989 RFC 9989: DMARC
/// @spec https://www.rfc-editor.org/rfc/rfc7489 RFC 7489: DMARC, with the Public Suffix List
module org.signet.dmarc {
  requires transitive org.signet.dkim;
  requires transitive org.signet.spf;
  requires static transitive org.jspecify;

  exports org.signet.dmarc;
}

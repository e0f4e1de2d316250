/// What the author's domain asks for, and whether its name is proved.
///
/// Start at [org.signet.dmarc.Dmarc], which judges a message, [org.signet.dmarc.Identifiers], what
/// it takes from SPF and DKIM, and [org.signet.dmarc.DmarcResult], which holds all that was seen.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9989 RFC 9989: DMARC
/// @spec https://www.rfc-editor.org/rfc/rfc9990 RFC 9990: DMARC aggregate reports
/// @spec https://www.rfc-editor.org/rfc/rfc7489 RFC 7489: DMARC, with the Public Suffix List
module org.signet.dmarc {
  requires transitive org.signet.dkim;
  requires transitive org.signet.spf;
  requires static transitive org.jspecify;

  exports org.signet.dmarc;
}

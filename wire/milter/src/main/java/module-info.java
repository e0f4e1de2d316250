/// The milter protocol, version 6, on the side of the filter: what Postfix and Sendmail tell of a
/// message while it arrives, and what a filter makes of it.
///
/// Start at [org.signet.milter.MailFilter], which a filter implements, and
/// [org.signet.milter.MilterServer], which runs it. As an MTA does,
/// [org.signet.milter.FilterProbe] asks a filter that runs.
///
/// @spec https://www.rfc-editor.org/rfc/rfc2034 RFC 2034: SMTP enhanced status codes
/// @spec https://www.rfc-editor.org/rfc/rfc5321 RFC 5321: SMTP
/// @spec https://www.rfc-editor.org/rfc/rfc5322 RFC 5322: Internet Message Format
module org.signet.milter {
  requires transitive org.signet.message;
  requires static transitive org.jspecify;
  requires jdk.net;

  exports org.signet.milter;
}

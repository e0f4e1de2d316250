/// The message as octets: header fields, author, envelope, ambiguities, the received chain, MIME
/// structure, and Authentication-Results.
///
/// Start at [org.signet.message.MessageStream], which reads a message once, and
/// [org.signet.message.Header], which is kept.
///
/// @spec https://www.rfc-editor.org/rfc/rfc5321 RFC 5321: SMTP
/// @spec https://www.rfc-editor.org/rfc/rfc5322 RFC 5322: Internet Message Format
/// @spec https://www.rfc-editor.org/rfc/rfc6532 RFC 6532: Internationalized email headers
/// @spec https://www.rfc-editor.org/rfc/rfc8601 RFC 8601: Authentication-Results
module org.signet.message {
  requires transitive org.signet.foundation;
  requires static transitive org.jspecify;
  requires com.ibm.icu;

  exports org.signet.message;
}

/// The message as octets: header fields, author, envelope, ambiguities, the received chain, MIME
/// structure, and Authentication-Results.
///
/// Start at [org.signet.message.MessageStream], which reads a message once, and
/// [org.signet.message.Header], which is kept. Of a header, [org.signet.message.Author] says who
/// wrote the message; [org.signet.message.MimeWalk] follows the body.
///
/// @spec https://www.rfc-editor.org/rfc/rfc2045 RFC 2045: MIME message bodies
/// @spec https://www.rfc-editor.org/rfc/rfc2046 RFC 2046: MIME media types
/// @spec https://www.rfc-editor.org/rfc/rfc2047 RFC 2047: MIME encoded-words
/// @spec https://www.rfc-editor.org/rfc/rfc2183 RFC 2183: Content-Disposition
/// @spec https://www.rfc-editor.org/rfc/rfc2231 RFC 2231: MIME parameter values
/// @spec https://www.rfc-editor.org/rfc/rfc3492 RFC 3492: Punycode
/// @spec https://www.rfc-editor.org/rfc/rfc5321 RFC 5321: SMTP
/// @spec https://www.rfc-editor.org/rfc/rfc5322 RFC 5322: Internet Message Format
/// @spec https://www.rfc-editor.org/rfc/rfc6532 RFC 6532: Internationalized email headers
/// @spec https://www.rfc-editor.org/rfc/rfc6854 RFC 6854: Group syntax in From
/// @spec https://www.rfc-editor.org/rfc/rfc8601 RFC 8601: Authentication-Results
module org.signet.message {
  requires transitive org.signet.foundation;
  requires static transitive org.jspecify;
  requires com.ibm.icu;

  exports org.signet.message;
}

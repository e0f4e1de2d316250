package org.signet.message;

import org.signet.foundation.text.Problem;

/// Where a message says it would be returned to: the argument of MAIL FROM (RFC 5321 §4.1.2).
public sealed interface ReversePath {
  /// `<>`: a message that must not be returned (RFC 5321 §4.5.5).
  record Null() implements ReversePath {}

  /// An address.
  record Mailbox(Address address) implements ReversePath {}

  /// Text that is no reverse-path.
  record Invalid(String text, Problem why) implements ReversePath {}

  /// Nobody said: the message was found in a file.
  record Unknown() implements ReversePath {}

  /// Reads a reverse-path, with its angle brackets or without; nothing, or nothing in brackets, is
  /// the null one. White space around it is dropped. A source route is dropped too (RFC 5321
  /// §4.1.1.3).
  ///
  /// @param text one char per octet; UTF-8 as SMTPUTF8 allows it (RFC 6531 §3.3)
  static ReversePath parse(String text) {
    return new PathReader(text).read();
  }
}

package org.signet.smtp;

import java.time.Duration;

/// How a session was lost. Nothing more can be said in it; the connection is closed.
public sealed interface Loss {
  /// There was no connection.
  ///
  /// @param detail what the system said, for a person
  record Unreachable(String detail) implements Loss {}

  /// The peer did not do in time what was its turn.
  record TimedOut(Stage stage, Duration allowed) implements Loss {}

  /// The peer closed the connection, or it broke.
  record Closed(Stage stage, String detail) implements Loss {}

  /// The peer said something that is no reply.
  ///
  /// @param said the first octets of it
  record NoReply(Stage stage, ReplyFault fault, String said) implements Loss {}

  /// What was awaited.
  enum Stage {
    CONNECTION,
    GREETING,
    EHLO,
    STARTTLS,
    HANDSHAKE,
    MAIL,
    RCPT,
    DATA,
    CONTENT,
    END_OF_DATA,
    RSET,
    QUIT
  }

  /// Why a text is no reply (RFC 5321 §4.2).
  enum ReplyFault {
    /// A line has more octets than any reply needs.
    LONG_LINE,
    /// It has more lines than any reply needs.
    MANY_LINES,
    /// A line does not end with CRLF, or holds a NUL.
    BROKEN_LINE,
    /// A line does not begin with a code.
    NO_CODE,
    /// Two lines have different codes (RFC 5321 §4.2.1).
    MIXED_CODES
  }
}

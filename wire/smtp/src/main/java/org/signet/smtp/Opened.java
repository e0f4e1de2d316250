package org.signet.smtp;

/// What an attempt to open a session came to (RFC 5321 §3.1).
public sealed interface Opened {
  /// The server is ready.
  record Ready(SmtpSession session, Reply greeting) implements Opened {}

  /// There is a server, and it does not want this client, or not now. The connection is closed.
  record Declined(Reply greeting) implements Opened {}

  /// No server was reached, or it did not greet.
  record Lost(Loss loss) implements Opened {}
}

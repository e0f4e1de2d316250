package org.signet.smtp;

/// What the client's greeting came to (RFC 5321 §3.2).
public sealed interface Hello {
  /// The server knows extensions, perhaps none.
  record Extended(Capabilities capabilities, Reply reply) implements Hello {}

  /// The server does not know EHLO, and took HELO: no extensions.
  record Basic(Reply reply) implements Hello {}

  /// The server does not want this client.
  record Declined(Reply reply) implements Hello {}

  /// The session was lost.
  record Lost(Loss loss) implements Hello {}
}

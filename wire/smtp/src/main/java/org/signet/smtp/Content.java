package org.signet.smtp;

/// What became of the content of a message. There is a message only in the first case.
public sealed interface Content {
  /// It came to its end.
  ///
  /// @param octets of content
  record Complete(long octets) implements Content {}

  /// A CR or LF stood alone. The data were read up to their end, so that what came behind is the
  /// next command.
  ///
  /// @param at octets of content before it
  record BareLineEnd(Line.Fault fault, long at) implements Content {}

  /// There was more than is taken. The rest was read and dropped.
  record TooLarge(long most) implements Content {}

  /// The connection ended first.
  ///
  /// @param octets of content that had come
  /// @param detail how it ended, for a person
  record Truncated(long octets, String detail) implements Content {}
}

package org.signet.smtp;

import java.time.Duration;

/// How long a client waits for each thing that is the server's turn (RFC 5321 §4.5.3.2). The time
/// runs for the whole of it, so that a peer that sends an octet now and then gains nothing.
///
/// @param connection until the TCP connection stands
/// @param greeting until its first reply
/// @param command for the reply to any command but those below
/// @param handshake of TLS, from its first octet to its last
/// @param data for the reply to DATA
/// @param block until some of the content was taken
/// @param endOfData for the reply behind the content
public record Patience(
    Duration connection,
    Duration greeting,
    Duration command,
    Duration handshake,
    Duration data,
    Duration block,
    Duration endOfData) {
  /// What RFC 5321 asks of a client, and half a minute for TCP, one for TLS.
  public static final Patience STANDARD =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10));

  /// The same patience for everything, for somebody who waits and does not deliver.
  public static Patience of(Duration each) {
    return new Patience(each, each, each, each, each, each, each);
  }

  Duration of(Loss.Stage stage) {
    return switch (stage) {
      case CONNECTION -> connection;
      case GREETING -> greeting;
      case EHLO, STARTTLS, MAIL, RCPT, RSET, QUIT -> command;
      case HANDSHAKE -> handshake;
      case DATA -> data;
      case CONTENT -> block;
      case END_OF_DATA -> endOfData;
    };
  }
}

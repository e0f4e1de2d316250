package org.signet.message;

import java.time.Instant;
import java.util.Optional;
import org.signet.foundation.text.IpAddress;

/// What one mail server wrote down about how a message came to it: a Received field (RFC 5321
/// §4.4). Servers follow the grammar loosely; whatever is not found is empty. Texts are as they
/// came, one char per octet, and only as honest as the server that wrote them.
///
/// @param helo the argument of the client's EHLO or HELO
/// @param client the address of the client
/// @param by the name of the server that wrote the field
/// @param with the protocol, such as `ESMTPS`
/// @param id the server's name for the message
/// @param recipient the forward-path behind `for`, without brackets
/// @param envelopeFrom the reverse-path, where the server states it in a comment
public record Received(
    String helo,
    Optional<IpAddress> client,
    String by,
    String with,
    String id,
    String recipient,
    Optional<ReversePath> envelopeFrom,
    Optional<Instant> date) {
  /// Reads the value of the field.
  public static Received parse(String value) {
    return new ReceivedReader(value).read();
  }
}

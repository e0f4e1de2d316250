package org.signet.message;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.IpAddress;

/// What the sending client said and was, beside the message: the SMTP envelope.
///
/// @param client the address of the SMTP client; empty where nobody knows it
/// @param helo the argument of EHLO or HELO as it came, empty where nobody knows it
/// @param recipients the forward-paths as they came
public record Envelope(
    Optional<IpAddress> client, String helo, ReversePath mailFrom, List<String> recipients) {
  public Envelope {
    recipients = List.copyOf(recipients);
  }

  /// Nothing is known: a message in a file.
  public static Envelope unknown() {
    return new Envelope(Optional.empty(), "", new ReversePath.Unknown(), List.of());
  }
}

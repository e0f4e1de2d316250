package org.signet.spf;

import static org.signet.foundation.spec.Spec.RFC5321;

import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Problem;
import org.signet.message.Address;
import org.signet.message.Envelope;
import org.signet.message.Host;
import org.signet.message.ReversePath;

/// Envelopes from the texts of a test, read more leniently than a server would.
final class Envelopes {
  private Envelopes() {}

  static Envelope of(String client, String helo, String mailFrom) {
    return new Envelope(Optional.of(IpAddress.of(client)), helo, reversePath(mailFrom), List.of());
  }

  private static ReversePath reversePath(String text) {
    if (text.isEmpty()) {
      return new ReversePath.Null();
    }
    int at = text.lastIndexOf('@');
    var host = text.substring(at + 1);
    return new ReversePath.Mailbox(new Address(text.substring(0, Math.max(0, at)), host(host)));
  }

  private static Host host(String text) {
    return text.startsWith("[")
        ? new Host.Literal(text)
        : Domain.parse(text)
            .optional()
            .<Host>map(domain -> new Host.Named(domain, text))
            .orElseGet(
                () ->
                    new Host.Unusable(
                        text, new Problem(text, 0, "a domain", RFC5321.section("4.1.2"))));
  }
}

package org.signet.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Network;
import org.signet.message.Envelope;
import org.signet.message.ReversePath;

/// Remembers since when messages are put off, so that none is put off for ever. Safe for many
/// threads.
public interface Deferrals {
  /// How long ago the first message of this kind was put off; empty where none was, or it is
  /// forgotten.
  Optional<Duration> waited(Attempt attempt);

  /// Remembers that a message of this kind is put off now.
  void putOff(Attempt attempt);

  /// What makes two messages tries of one: a server that tries again may do so from another host
  /// of its network.
  ///
  /// @param sender the reverse-path, empty where it is null
  /// @param recipients the forward-paths
  record Attempt(Network network, String sender, List<String> recipients) {
    private static final Network ANYWHERE = Network.of("::/0");

    public Attempt {
      recipients = List.copyOf(recipients);
    }

    static Attempt of(Envelope envelope) {
      var sender =
          switch (envelope.mailFrom()) {
            case ReversePath.Mailbox(var address) -> address.toString();
            case ReversePath.Invalid(var text, _) -> text;
            case ReversePath.Null _, ReversePath.Unknown _ -> "";
          };
      var network = envelope.client().map(ClientNetwork::of).orElse(ANYWHERE);
      return new Attempt(network, sender, envelope.recipients());
    }
  }
}

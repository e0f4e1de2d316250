package org.signet.guard;

import java.util.Optional;
import org.signet.foundation.text.Network;
import org.signet.message.Envelope;
import org.signet.message.Received;

/// Whose message it is, and so whether it is judged or signed: with the rule that decided.
public sealed interface Direction {
  Rule by();

  /// From a stranger: judged, never signed.
  record Inbound(Rule by) implements Direction {}

  /// From a person or a program that the mail server knows: signed, never judged.
  ///
  /// @param login by which it is known; empty where only its network or its port is
  record Submission(Optional<String> login, Rule by) implements Direction {}

  /// Made on this host, by a program or by the mail server itself (a bounce): signed, never judged.
  record Local(Rule by) implements Direction {}

  /// From a stranger, handed over by a host of ours (a backup MX, a gateway): judged as it came to
  /// that host, and never refused, because that host would have to bounce it; never signed.
  ///
  /// @param entry where it came in from outside; empty where no field that can be believed tells
  record Relay(Optional<Received> entry, Rule by) implements Direction {
    /// The envelope as the first of our hosts saw it.
    public Envelope envelope(Envelope handedOver) {
      return new Envelope(
          entry.flatMap(Received::client),
          entry.map(Received::helo).orElse(""),
          handedOver.mailFrom(),
          handedOver.recipients());
    }
  }

  /// Ours or a stranger's, seen before: a filter gave it back to the mail server. Neither judged
  /// nor signed twice.
  record Reinjected(Rule by) implements Direction {}

  /// What decided.
  sealed interface Rule {
    /// The client logged in.
    record LoggedIn() implements Rule {}

    /// The part of the mail server that took the message is listed under this name.
    record Daemon(String name) implements Rule {}

    /// The client is in a network that is listed.
    record Listed(Network network) implements Rule {}

    /// The client is in a network of ours, and the message came from outside all the same.
    ///
    /// @param entry where
    record CameFromOutside(Network network, Received entry) implements Rule {}

    /// Our own results stand in the header, and the client may write them.
    record OwnResults(String authservId) implements Rule {}

    /// Nothing speaks for it.
    record Otherwise() implements Rule {}
  }
}

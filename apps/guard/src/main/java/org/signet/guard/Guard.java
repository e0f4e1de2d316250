package org.signet.guard;

import java.util.function.Function;
import org.signet.foundation.text.Domain;
import org.signet.keyring.SigningKeys.Keys;
import org.signet.message.Envelope;
import org.signet.message.Header;

/// Everything that is decided about messages, in one place, for whoever speaks with a mail server:
/// it tells how a message came ([#begin]), verifies or signs as the [Passage] says, and does what
/// is [Decided]. Safe for many threads.
public final class Guard {
  private final Configuration configuration;
  private final Memory memory;
  private final Border border;
  private final Receiver receiver;
  private final Impersonation impersonation;
  private final Outgoing outgoing;

  /// @param keys those of a domain that sign now, such as [org.signet.keyring.SigningKeys#of]
  public Guard(
      Configuration configuration, Owners owners, Function<Domain, Keys> keys, Memory memory) {
    this.configuration = configuration;
    this.memory = memory;
    this.border = new Border(configuration.ways());
    this.receiver = new Receiver(configuration.rules());
    this.impersonation = new Impersonation(configuration.whom());
    this.outgoing = new Outgoing(configuration.signing().rules(), owners, keys);
  }

  /// Begins with a message whose header has come. May ask who owns the author's address.
  ///
  /// @param envelope as the mail server tells it
  public Passage begin(Circumstances known, Envelope envelope, Header header) {
    var direction = border.direction(known, header);
    var outbound = outgoing.choose(direction, envelope.mailFrom(), header);
    return new Passage(this, direction, envelope, header, outbound);
  }

  Configuration configuration() {
    return configuration;
  }

  Memory memory() {
    return memory;
  }

  Receiver receiver() {
    return receiver;
  }

  Impersonation impersonation() {
    return impersonation;
  }
}

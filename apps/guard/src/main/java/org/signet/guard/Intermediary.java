package org.signet.guard;

import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Network;
import org.signet.spf.SpfOutcome;
import org.signet.verifier.Verification;

/// A forwarder or a mailing list that the operator knows.
///
/// @param place where its mail comes from: what is checked, never what a field claims
public record Intermediary(Kind kind, Place place) {
  /// What it does with mail.
  public enum Kind {
    /// It sends on what it gets.
    FORWARDER,
    /// It sends to its members what it gets, and may change it.
    LIST
  }

  /// By what it is known.
  public sealed interface Place {
    /// Its hosts.
    record Hosts(Network network) implements Place {}

    /// A domain that signs what it sends, or in whose name it sends: this one and those below it.
    record Name(Domain domain) implements Place {}
  }

  /// What showed that a message came from a place.
  public sealed interface Sign {
    /// The client's address.
    record Client(Network network) implements Sign {}

    /// A signature that holds, by this domain.
    record Signature(Domain domain) implements Sign {}

    /// SPF, for this domain of MAIL FROM.
    record Sender(Domain domain) implements Sign {}
  }

  /// What shows that the message came from here; empty where nothing does.
  Optional<Sign> sign(Verification proof) {
    return sign(place, proof);
  }

  static Optional<Sign> sign(Place place, Verification proof) {
    return switch (place) {
      case Place.Hosts(var network) ->
          proof.envelope().client().filter(network::holds).map(_ -> new Sign.Client(network));
      case Place.Name(var domain) -> signature(domain, proof).or(() -> sender(domain, proof));
    };
  }

  private static Optional<Sign> signature(Domain domain, Verification proof) {
    return proof.dkim().stream()
        .filter(result -> result.vouches())
        .flatMap(result -> result.signature().optional().stream())
        .map(signature -> signature.domain())
        .filter(signer -> signer.isWithin(domain))
        .findFirst()
        .map(Sign.Signature::new);
  }

  private static Optional<Sign> sender(Domain domain, Verification proof) {
    var spf = proof.spf().mailFrom();
    return spf.outcome() instanceof SpfOutcome.Pass
        ? spf.domain().filter(sender -> sender.isWithin(domain)).map(Sign.Sender::new)
        : Optional.empty();
  }
}

package org.signet.dkim;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.signet.foundation.text.Domain;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;

/// Signs messages for domains. RFC 6376 §5. Safe for many threads.
///
/// ```java
/// var signer = new DkimSigner(domain, selector, key, Practice.USUAL);
/// switch (signer.sign(message)) {
///   case Signing.Signed(var fields, _) -> send(message.under(fields));
///   case Signing.Refused refused -> bounce(SigningExplainer.explain(refused));
/// }
/// ```
public final class DkimSigner {
  private final List<Signatory> signatories;
  private final Practice practice;
  private final InstantSource clock;

  public DkimSigner(Domain domain, Domain selector, SigningKey key, Practice practice) {
    this(List.of(new Signatory(domain, selector, key)), practice, InstantSource.system());
  }

  /// @param signatories each makes a signature: one with an RSA key, which everybody can check, and
  ///     where wanted one with Ed25519
  /// @throws IllegalArgumentException where there is none, or the agent of the practice is not
  ///     within the domain of each
  public DkimSigner(List<Signatory> signatories, Practice practice, InstantSource clock) {
    this.signatories = List.copyOf(signatories);
    this.practice = practice;
    this.clock = clock;
    if (signatories.isEmpty()) {
      throw new IllegalArgumentException("nobody signs");
    }
    for (var one : signatories) {
      if (practice.agent().isPresent() && !practice.agent().get().domain().isWithin(one.domain())) {
        throw new IllegalArgumentException(
            "the agent " + practice.agent().get() + " is not within " + one.domain());
      }
    }
  }

  /// Signs a message in a file or in memory.
  ///
  /// @throws IOException where it cannot be read
  public Signing sign(Message message) throws IOException {
    try (var stream = MessageStream.open(message)) {
      var session = begin(stream.header());
      stream.transferTo(session::body);
      return session.finish();
    }
  }

  /// Begins with a message whose header has arrived.
  public SigningSession begin(Header header) {
    return new SigningSession(header, signatories, practice, clock.instant());
  }
}

package org.signet.arc;

import java.io.IOException;
import java.time.InstantSource;
import org.signet.dkim.Signatory;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;

/// Seals messages: adds the ARC set of this host. RFC 8617 §5.1. Safe for many threads.
///
/// Sealing comes last: after every change of the message and after its DKIM signatures (step 1).
/// What it seals was found before, when the message arrived.
///
/// ```java
/// var sealer = new ArcSealer(new Signatory(domain, selector, key), InstantSource.system());
/// if (sealer.seal(message, results, ChainValidation.of(chain.outcome()))
///     instanceof Sealing.Sealed sealed) {
///   send(message.under(sealed.fields()));
/// }
/// ```
public final class ArcSealer {
  private final Signatory who;
  private final InstantSource clock;

  /// @param who seals. An RSA key: few who check chains know Ed25519
  public ArcSealer(Signatory who, InstantSource clock) {
    this.who = who;
    this.clock = clock;
  }

  /// Seals a message in a file or in memory.
  ///
  /// @param results what this host found out on arrival
  /// @param chain what the chain came to on arrival
  /// @throws IOException where it cannot be read
  public Sealing seal(Message message, ArrivalResults results, ChainValidation chain)
      throws IOException {
    try (var stream = MessageStream.open(message)) {
      var session = begin(stream.header());
      stream.transferTo(session::body);
      return session.finish(results, chain);
    }
  }

  /// Begins with a message whose header is as it will leave.
  public SealingSession begin(Header header) {
    return new SealingSession(header, SealedFields.names(header), who, clock.instant());
  }
}

package org.signet.verifier;

import java.io.IOException;
import org.signet.message.Envelope;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;

/// Judges messages: SPF, DKIM, ARC and DMARC, each with its proof. Holds no state of a message and
/// is safe for many threads.
///
/// ```java
/// var verification = new Verifier(World.system()).verify(Message.of(path), envelope);
/// ```
public final class Verifier {
  private final World world;
  private final VerifierSettings settings;

  public Verifier(World world) {
    this(world, VerifierSettings.defaults());
  }

  public Verifier(World world, VerifierSettings settings) {
    this.world = world;
    this.settings = settings;
  }

  /// Begins with a message whose header has come, and whose body will.
  public VerificationSession begin(Envelope envelope, Header header) {
    return new VerificationSession(world, settings, envelope, header);
  }

  /// Judges a message that can be read, and read again: where a signature of the author's domain
  /// fails, what broke it is looked for in a second pass.
  ///
  /// @throws IOException where the message cannot be read; never for what it says
  public Verification verify(Message message, Envelope envelope) throws IOException {
    try (var stream = MessageStream.open(message)) {
      var session = begin(envelope, stream.header());
      stream.transferTo(session::body);
      return session.finish(message);
    }
  }
}

package org.signet.jakarta;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import org.signet.message.Envelope;
import org.signet.verifier.Verification;
import org.signet.verifier.VerificationSession;
import org.signet.verifier.Verifier;

/// Verifies messages that Jakarta Mail received. Safe for many threads.
///
/// ```java
/// var verification = new MailVerifier(new Verifier(World.system())).verify(message, envelope);
/// ```
public final class MailVerifier {
  private final Verifier verifier;

  public MailVerifier(Verifier verifier) {
    this.verifier = verifier;
  }

  /// Judges a message by what it writes; its body passes, and is not held. A CR or LF alone ends a
  /// line, as everywhere in Jakarta Mail.
  ///
  /// @param message as it was received: one that was changed since, even by `saveChanges`, is
  ///     another message
  /// @throws IOException where it cannot be read; never for what it says
  public Verification verify(MimeMessage message, Envelope envelope)
      throws IOException, MessagingException {
    var arriving =
        new Arriving<>(header -> verifier.begin(envelope, header), VerificationSession::body);
    var lines = new CrlfLines(arriving);
    message.writeTo(lines);
    lines.flush();
    return arriving.end().finish();
  }
}

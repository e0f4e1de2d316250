package org.signet.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.signet.dkim.DkimLimits;
import org.signet.dns.Resolver;
import org.signet.message.Message;
import org.signet.message.MessageStream;

/// One-line forms for tests.
final class Arc {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T00:00:00Z"));

  private Arc() {}

  /// Checks a message, one char per octet.
  static ArcResult verify(String message, Resolver dns) throws IOException {
    return verify(message, new ArcVerifier(dns, CLOCK, DkimLimits.standard()));
  }

  static ArcResult verify(String message, ArcVerifier verifier) throws IOException {
    try (var stream = MessageStream.open(Message.of(message.getBytes(ISO_8859_1)))) {
      var session = verifier.begin(stream.header());
      stream.transferTo(session::body);
      return session.finish();
    }
  }
}

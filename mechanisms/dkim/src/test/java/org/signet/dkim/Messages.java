package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.signet.dns.Resolver;
import org.signet.message.Header;
import org.signet.message.LineEnds;
import org.signet.message.MessageStream;

/// Messages for tests, checked as they came over SMTP.
final class Messages {
  /// When most tests take place.
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private Messages() {}

  static DkimVerifier verifier(Resolver dns) {
    return new DkimVerifier(dns, InstantSource.fixed(NOW), DkimLimits.standard());
  }

  /// The header of a message, one char per octet.
  static Header header(String message) {
    var octets = message.getBytes(ISO_8859_1);
    try (var in = MessageStream.open(new ByteArrayInputStream(octets), LineEnds.STRICT)) {
      return in.header();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<DkimResult> verify(DkimVerifier verifier, byte[] message) {
    try (var in = MessageStream.open(new ByteArrayInputStream(message), LineEnds.STRICT)) {
      var session = verifier.begin(in.header(), List.of());
      in.transferTo(session::body);
      return session.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<DkimResult> verify(DkimVerifier verifier, String message) {
    return verify(verifier, message.getBytes(ISO_8859_1));
  }
}

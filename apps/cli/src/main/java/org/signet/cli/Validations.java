package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.signet.dns.TrustAnchors;
import org.signet.dns.Validation;
import org.signet.foundation.text.Parsed;
import org.signet.guard.Configuration;

/// Who finds out what is signed.
final class Validations {
  private Validations() {}

  static Validation of(Configuration.Dnssec dnssec) throws CommandFailure {
    return switch (dnssec.who()) {
      case GUARD ->
          new Validation.Local(
              dnssec.anchors().isPresent() ? anchors(dnssec.anchors().get()) : TrustAnchors.IANA);
      case SERVERS -> new Validation.Believed();
      case NOBODY -> new Validation.Nobody();
    };
  }

  /// Reads a file of anchors.
  static TrustAnchors anchors(Path file) throws CommandFailure {
    var name = Shown.name(file.toString());
    try (var in = Files.newInputStream(file)) {
      var text = new String(in.readNBytes(TrustAnchors.MOST_OCTETS + 1), ISO_8859_1);
      return switch (TrustAnchors.parse(text)) {
        case Parsed.Ok<TrustAnchors>(var anchors) -> anchors;
        case Parsed.Malformed<TrustAnchors>(var problem) ->
            throw CommandFailure.unreadable(
                "cannot read the trust anchors of " + name + ": expected " + problem.expected());
      };
    } catch (IOException e) {
      throw CommandFailure.unreadable("cannot read " + name + ": " + Shown.reason(e));
    }
  }
}

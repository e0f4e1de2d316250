package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.signet.dns.TrustAnchors;
import org.signet.dns.Validation;
import org.signet.foundation.text.Parsed;
import picocli.CommandLine.Option;

/// Who finds out what is signed in the DNS.
final class ValidationOptions {
  /// Who validates.
  enum Who {
    local,
    resolver,
    nobody
  }

  @Option(
      names = "--validation",
      paramLabel = "WHO",
      description =
          "Who validates DNSSEC: local (the default), resolver (one on this host is believed), or"
              + " nobody.")
  private Who who = Who.local;

  @Option(
      names = "--anchors",
      paramLabel = "FILE",
      description = "DS or DNSKEY records that local validation begins with, instead of IANA's.")
  private Optional<Path> anchors = Optional.empty();

  Validation validation() throws CommandFailure {
    return switch (who) {
      case local ->
          new Validation.Local(anchors.isPresent() ? read(anchors.get()) : TrustAnchors.IANA);
      case resolver -> new Validation.Believed();
      case nobody -> new Validation.Nobody();
    };
  }

  private static TrustAnchors read(Path file) throws CommandFailure {
    var name = Shown.name(file.toString());
    try (var in = Files.newInputStream(file)) {
      var text = new String(in.readNBytes(TrustAnchors.MOST_OCTETS + 1), ISO_8859_1);
      return switch (TrustAnchors.parse(text)) {
        case Parsed.Ok<TrustAnchors>(var read) -> read;
        case Parsed.Malformed<TrustAnchors>(var problem) ->
            throw CommandFailure.unreadable(
                "cannot read the anchors in " + name + ": " + problem.words());
      };
    } catch (IOException e) {
      throw CommandFailure.unreadable("cannot read " + name + ": " + Shown.reason(e));
    }
  }
}

package org.signet.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.signet.dns.TrustAnchors;
import org.signet.dns.Validation;
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
          new Validation.Local(
              anchors.isPresent() ? Validations.anchors(anchors.get()) : TrustAnchors.IANA);
      case resolver -> new Validation.Believed();
      case nobody -> new Validation.Nobody();
    };
  }
}

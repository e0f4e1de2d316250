package org.signet.cli;

import org.signet.foundation.text.Domain;
import picocli.CommandLine.Option;

/// The key of a domain that a command is about.
final class KeyNameOptions {
  @Option(
      names = "--domain",
      required = true,
      paramLabel = "DOMAIN",
      converter = KeyNames.SigningDomain.class,
      description = "The domain that signs.")
  Domain domain = Domain.ROOT;

  @Option(
      names = "--selector",
      required = true,
      paramLabel = "SELECTOR",
      converter = KeyNames.KeySelector.class,
      description = "The name of the key.")
  Domain selector = Domain.ROOT;
}

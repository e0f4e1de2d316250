package org.signet.cli;

import java.nio.file.Path;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.guard.hosting.Hosting;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which domain of ours, and where its policy is configured.
final class HostedOptions {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration (TOML) of the guard, with [mta_sts].")
  private Path file = Path.of("");

  @Parameters(
      paramLabel = "DOMAIN",
      converter = KeyNames.MailDomain.class,
      description = "A domain with a policy in it.")
  private Domain domain = Domain.ROOT;

  Domain domain() {
    return domain;
  }

  Configuration configuration() throws CommandFailure {
    return Configurations.read(file);
  }

  /// What the configuration has under `[mta_sts]`.
  Hosting hosting(Configuration configuration) throws CommandFailure {
    return configuration
        .hosting()
        .orElseThrow(() -> CommandFailure.unreadable(shown() + " has no [mta_sts]"));
  }

  /// The domain's policy there.
  Hosting.Hosted hosted(Hosting hosting) throws CommandFailure {
    return hosting
        .of(domain)
        .orElseThrow(
            () ->
                CommandFailure.unreadable(
                    shown() + " has no [[mta_sts.policy]] with domain = \"" + domain + '"'));
  }

  private String shown() {
    return Shown.name(file.toString());
  }
}

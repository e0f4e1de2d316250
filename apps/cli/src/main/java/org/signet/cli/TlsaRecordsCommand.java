package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.signet.foundation.text.Domain;
import org.signet.guard.hosting.PemIdentity;
import org.signet.guard.renewal.PinnedChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `signet tlsa records`: the records for certificates, the current one and the next.
@Command(
    name = "records",
    description = "Prints the TLSA records for certificates: the current one, and the next.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 printed; 2 wrong usage; 65 a file holds no certificate."})
final class TlsaRecordsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final TlsaHostOptions host = new TlsaHostOptions();

  @Parameters(
      paramLabel = "CERTIFICATE",
      arity = "1..*",
      description = "PEM files; of each, the first certificate is the server's.")
  private List<Path> files = new ArrayList<>();

  TlsaRecordsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    return print(host.host, host.port, files, surroundings);
  }

  /// Prints the records of a mail host for these certificates, each once.
  static int print(Domain host, int port, List<Path> files, Surroundings surroundings)
      throws CommandFailure {
    var owner =
        host.prefixed("_" + port + "._tcp")
            .orElseThrow(() -> new CommandFailure(Exit.USAGE, "the name of the host is too long"));
    var lines = new LinkedHashSet<String>();
    for (var file : files) {
      lines.add(line(file, owner));
    }
    new Screen(surroundings.out()).print(String.join("", lines));
    return Exit.GOOD.code();
  }

  private static String line(Path file, Domain owner) throws CommandFailure {
    try {
      return new PinnedChain(PemIdentity.certificatesAmong(file)).zoneText(owner);
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    }
  }

  /// Which mail server.
  static final class TlsaHostOptions {
    @Option(
        names = "--host",
        required = true,
        paramLabel = "NAME",
        converter = KeyNames.MailDomain.class,
        description = "The name of the mail server in MX records.")
    private Domain host = Domain.ROOT;

    @Option(
        names = "--port",
        paramLabel = "PORT",
        description = "The port where it takes mail; 25 by default.")
    private int port = 25;
  }
}

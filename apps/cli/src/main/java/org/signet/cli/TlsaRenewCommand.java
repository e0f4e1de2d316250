package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.dns.Authorities;
import org.signet.foundation.text.Domain;
import org.signet.guard.hosting.Hosting;
import org.signet.guard.renewal.Renewal;
import org.signet.guard.renewal.RenewalFolder;
import org.signet.guard.renewal.RenewalJob;
import org.signet.guard.renewal.TlsaSighting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet tlsa renew`: takes in a new certificate, and puts it into use when it may be.
@Command(
    name = "renew",
    description = {
      "Holds a new certificate back until its TLSA record has been at every authoritative server"
          + " for twice its TTL, then puts it into use.",
      "",
      "With --host, --chain, --key and --into a new one is taken in. Then, and without them, it"
          + " goes on with all that wait: run it every few minutes."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 nothing waits any more; 1 a command after an installation failed; 2 wrong"
          + " usage; 65 a file cannot be used; 75 something waits."
    })
final class TlsaRenewCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--state",
      required = true,
      paramLabel = "FOLDER",
      description = "Where new certificates wait, with their keys; for root alone.")
  private Path state = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "NAME",
      converter = KeyNames.MailDomain.class,
      description = "The name of the mail server in MX records.")
  private Optional<Domain> host = Optional.empty();

  @Option(names = "--port", paramLabel = "PORT", description = "Where it takes mail; usually 25.")
  private int port = 25;

  @Option(
      names = "--chain",
      paramLabel = "FILE",
      description = "The new certificate with those above it (PEM).")
  private Optional<Path> chain = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE", description = "Its private key (PEM).")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "The file that the mail server reads: it gets the key and the chain.")
  private Optional<Path> into = Optional.empty();

  @Option(
      names = "--reload",
      paramLabel = "COMMAND",
      description = "Run by the shell after that, such as \"postfix reload\".")
  private String reload = "";

  @Mixin private final WorldOptions world = new WorldOptions();

  TlsaRenewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var isNew = host.isPresent() || chain.isPresent() || key.isPresent() || into.isPresent();
    var isWhole = host.isPresent() && chain.isPresent() && key.isPresent() && into.isPresent();
    if (isNew != isWhole) {
      throw new CommandFailure(Exit.USAGE, "give --host, --chain, --key and --into together");
    }
    try (var folder = RenewalFolder.open(state)) {
      if (isNew) {
        var job =
            new RenewalJob(
                host.orElseThrow(),
                port,
                into.orElseThrow().toAbsolutePath(),
                reload,
                Renewal.Progress.none());
        folder.stage(job, new Hosting.CertificateFiles(chain.orElseThrow(), key.orElseThrow()));
      }
      var exit = Exit.GOOD;
      var run = world.open();
      var authorities = new Authorities(run.world().dns(), run.servers());
      for (var job : folder.jobs()) {
        var now = run.world().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var step =
            Renewal.decide(
                folder.current(job),
                folder.next(job),
                TlsaSighting.at(job.owner(), authorities),
                job.progress(),
                now);
        folder.save(job.with(step.progress()));
        exit = exit.and(act(folder, job, step.decision()));
      }
      return exit.code();
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailure.unreadable(
          e instanceof IOException failure
              ? Shown.reason(failure)
              : String.valueOf(e.getMessage()));
    }
  }

  private Exit act(RenewalFolder folder, RenewalJob job, Renewal.Decision decision)
      throws IOException {
    var host = job.host();
    return switch (decision) {
      case Renewal.Decision.Install(var why) -> {
        folder.install(job);
        say(host + ": the new certificate is in " + Shown.name(job.into().toString()) + why(why));
        yield reloaded(job);
      }
      case Renewal.Decision.Publish _ -> {
        say(
            host
                + ": waits for its record. Publish it beside the old one:\n"
                + folder.next(job).zoneText(job.owner()).stripTrailing());
        yield Exit.UNDETERMINED;
      }
      case Renewal.Decision.Wait(var until) -> {
        say(host + ": its record is everywhere; it is put into use from " + until + " on.");
        yield Exit.UNDETERMINED;
      }
      case Renewal.Decision.AskAgain(var silent) -> {
        say(
            host
                + ": waits, since not every server of the zone answered"
                + (silent.isEmpty() ? "." : ": " + String.join(", ", silent) + '.'));
        yield Exit.UNDETERMINED;
      }
    };
  }

  private static String why(Renewal.Why why) {
    return switch (why) {
      case UNPINNED -> "; no record pins a key of this host.";
      case SAME_KEY -> "; it has the key of the old one.";
      case KNOWN -> "; its record has been known for long enough. The old one may go.";
    };
  }

  private Exit reloaded(RenewalJob job) throws IOException {
    if (job.reload().isEmpty()) {
      return Exit.GOOD;
    }
    try {
      int code = new ProcessBuilder("sh", "-c", job.reload()).inheritIO().start().waitFor();
      if (code != 0) {
        say(job.host() + ": " + Shown.name(job.reload()) + " ended with " + code);
      }
      return code == 0 ? Exit.GOOD : Exit.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.FAILED;
    }
  }

  private void say(String line) {
    new Screen(surroundings.out()).print(line + "\n");
  }
}

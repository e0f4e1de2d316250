package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.guard.hosting.Hosting;
import org.signet.guard.hosting.PolicySighting;
import org.signet.guard.serve.GuardServer;
import org.signet.guard.serve.MessageLog;
import org.signet.guard.serve.Misconfigured;
import org.signet.guard.serve.SignedWorld;
import org.signet.guard.tls.PostfixDane;
import org.signet.milter.Listen;
import org.signet.verifier.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `signet serve`: the guard beside a mail server.
@Command(
    name = "serve",
    description = "Guards a mail server, as its milter: judges what comes in, signs what goes out.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    sortSynopsis = false,
    footer = {
      "",
      "It begins by observing: messages are marked, and the log says what would have been done.",
      "",
      "Exit codes: 0 stopped, or with --check the configuration is good; 1 with --against, mail"
          + " that passed DMARC would be rejected; 2 wrong usage; 65 the configuration is"
          + " unreadable; 75 it cannot listen.",
      "",
      "Examples:",
      "  signet serve --domain example.org",
      "  signet serve --config /etc/signet/signet.toml --check",
      "  signet serve --config new.toml --check --against 7d"
    })
final class ServeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (TOML); a change is read on SIGHUP.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      converter = KeyNames.MailDomain.class,
      description = "A domain of this mail server; repeatable. In place of a configuration.")
  private List<Domain> domains = new ArrayList<>();

  @Option(names = "--check", description = "Read the configuration, say what it means, and end.")
  private boolean isCheck = false;

  @Option(
      names = "--against",
      paramLabel = "TIME",
      converter = Span.class,
      description =
          "With --check: what would have been done with the messages of the last 7d (days) or 12h"
              + " (hours), from their kept proofs.")
  private Optional<Duration> against = Optional.empty();

  @Mixin private final WorldOptions world = new WorldOptions();

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    var configuration = configuration();
    var out = new Screen(surroundings.out());
    if (isCheck) {
      Configurations.checkFiles(configuration);
      out.print(summary(configuration));
      return against.isPresent() ? rehearse(configuration, out).code() : Exit.GOOD.code();
    }
    var log = new MessageLog(line -> print(out, line));
    var seen = world.lasting(configuration);
    try (var guard = GuardServer.start(configuration, seen, signed(configuration, seen), log)) {
      Signals.onHangup(() -> reload(guard, seen, out));
      print(out, started(configuration, guard).stripTrailing());
      configuration.hosting().ifPresent(hosting -> watch(hosting, seen, out));
      Signals.awaitEnd();
    } catch (IOException e) {
      throw new CommandFailure(Exit.UNDETERMINED, "cannot start: " + Shown.reason(e));
    } catch (Misconfigured e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()));
    }
    return Exit.GOOD.code();
  }

  /// Only the TLS policy needs to know what is signed.
  private SignedWorld signed(Configuration configuration, World seen) throws CommandFailure {
    return configuration.tlsPolicy().isPresent()
        ? world.signed(configuration, seen)
        : SignedWorld.of(seen);
  }

  private Exit rehearse(Configuration configuration, Screen out) throws CommandFailure {
    var rehearsal = new Rehearsal(configuration);
    try {
      rehearsal.play(
          Configurations.keeping(configuration, file.orElse(Path.of("the configuration"))),
          against.orElseThrow());
    } catch (IOException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()));
    }
    out.print(rehearsal.summary());
    return rehearsal.isGood() ? Exit.GOOD : Exit.FAILED;
  }

  private static void print(Screen out, String line) {
    synchronized (out) {
      out.print(line + "\n");
    }
  }

  private Configuration configuration() throws CommandFailure {
    if (file.isPresent() != domains.isEmpty()) {
      throw new CommandFailure(
          Exit.USAGE, "give --config FILE, or --domain DOMAIN to begin without one");
    }
    return file.isPresent() ? Configurations.read(file.get()) : Configuration.of(domains);
  }

  /// Goes on as before where the new configuration has mistakes.
  private void reload(GuardServer guard, World seen, Screen out) {
    if (file.isEmpty()) {
      return;
    }
    try {
      var configuration = Configurations.read(file.get());
      guard.reload(configuration);
      print(out, "reloaded " + Shown.name(file.get().toString()));
      configuration.hosting().ifPresent(hosting -> watch(hosting, seen, out));
    } catch (CommandFailure | Misconfigured | IOException e) {
      print(out, "not reloaded: " + e.getMessage());
    }
  }

  /// Says what senders see of the policies that are served, as soon as that is known.
  private static void watch(Hosting hosting, World seen, Screen out) {
    for (var hosted : hosting.policies()) {
      Thread.ofVirtual()
          .start(
              () -> {
                var sighting = PolicySighting.of(hosted, seen).explain();
                var text = new TextRenderer(Integer.MAX_VALUE, false).render(sighting);
                print(out, "MTA-STS " + text.stripTrailing());
              });
    }
  }

  private static String started(Configuration configuration, GuardServer guard) {
    var places = guard.listening().stream().map(Listen::toString).collect(Collectors.joining(", "));
    var desk =
        guard
            .desk()
            .map(
                at ->
                    "Metrics: http://%s:%d/metrics%n"
                        .formatted(at.getAddress().getHostAddress(), at.getPort()))
            .orElse("");
    return "signet guards "
        + names(configuration)
        + ", listening at "
        + places
        + "\n"
        + desk
        + tlsPolicy(guard)
        + guard.policyHost().stream()
            .map(
                at ->
                    "MTA-STS: policies at %s:%d%n"
                        .formatted(at.getAddress().getHostAddress(), at.getPort()))
            .collect(Collectors.joining())
        + mode(configuration);
  }

  private static String tlsPolicy(GuardServer guard) {
    var places =
        guard.tlsPolicyListening().stream().map(Listen::toString).collect(Collectors.joining(", "));
    return guard
        .postfixDane()
        .map(
            dane ->
                "TLS policy for Postfix, at "
                    + places
                    + ". "
                    + switch (dane) {
                      case PostfixDane.Able _ -> "Postfix can do DANE.\n";
                      case PostfixDane.Unable(var why) ->
                          "It is not told to do DANE: " + why + "\n";
                    })
        .orElse("");
  }

  private static String names(Configuration configuration) {
    return configuration.domains().stream().map(Domain::text).collect(Collectors.joining(", "));
  }

  private static String mode(Configuration configuration) {
    return switch (configuration.mode()) {
      case OBSERVE ->
          "It observes: nothing is refused or put aside. To enforce, write mode = \"enforce\" into"
              + " the configuration.\n";
      case ENFORCE -> "It enforces.\n";
    };
  }

  private static String summary(Configuration configuration) {
    var places =
        configuration.milter().listen().stream()
            .map(Listen::toString)
            .collect(Collectors.joining(", "));
    return "The configuration is good. It guards "
        + names(configuration)
        + " as "
        + configuration.authservId()
        + ", at "
        + places
        + ".\n"
        + mode(configuration)
        + QuarantineRemarks.of(configuration);
  }
}

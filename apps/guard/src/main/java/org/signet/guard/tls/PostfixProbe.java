package org.signet.guard.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.signet.dns.NameServer;
import org.signet.dns.ResolverCheck;
import org.signet.dns.ValidatedDns;
import org.signet.dns.Validation;

/// Finds out whether the Postfix of this host can do DANE, by what its configuration says and by
/// what the name servers say that it asks, as Postfix does itself with its `dnssec_probe`.
public final class PostfixProbe {
  /// Name servers that the C library asks (resolv.conf(5)).
  private static final int MOST_SERVERS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_OCTETS = 64 << 10;

  private final Optional<Path> configuration;
  private final Predicate<NameServer> validates;

  /// @param configuration the folder of main.cf; Postfix's own default where empty
  /// @param validates asks a name server whether it says what is signed
  public PostfixProbe(Optional<Path> configuration, Predicate<NameServer> validates) {
    this.configuration = configuration;
    this.validates = validates;
  }

  /// One that asks the name servers themselves.
  public static PostfixProbe overNetwork(Optional<Path> configuration, InstantSource clock) {
    return new PostfixProbe(configuration, server -> validates(server, clock));
  }

  private static boolean validates(NameServer server, InstantSource clock) {
    return ValidatedDns.check(new Validation.Nobody(), List.of(server), clock).servers().stream()
        .allMatch(ResolverCheck.Server::validates);
  }

  /// Looks.
  public PostfixDane look() {
    try {
      var level = setting("smtp_dns_support_level");
      if (!level.equals("dnssec")) {
        return new PostfixDane.Unable(
            "Postfix has smtp_dns_support_level = "
                + (level.isEmpty() ? "(empty)" : level)
                + "; it must be dnssec.");
      }
      var lookup = setting("smtp_host_lookup");
      if (!lookup.contains("dns")) {
        return new PostfixDane.Unable(
            "Postfix has smtp_host_lookup = " + lookup + "; it must contain dns.");
      }
      return servers(read(resolvConf()));
    } catch (IOException e) {
      return new PostfixDane.Unable("Postfix could not be looked at: " + e.getMessage() + '.');
    }
  }

  private PostfixDane servers(List<NameServer> servers) {
    if (servers.isEmpty()) {
      return new PostfixDane.Unable("Its resolv.conf names no name server.");
    }
    for (var server : servers) {
      if (!validates.test(server)) {
        return new PostfixDane.Unable(
            "The name server "
                + server
                + ", which Postfix asks, does not say what is signed: it must validate, such as"
                + " unbound on this host.");
      }
    }
    return new PostfixDane.Able();
  }

  /// That of the chroot, where the client of Postfix runs in one.
  private Path resolvConf() throws IOException {
    var service = run("postconf", "-M", "smtp/unix").split("\\s+", -1);
    boolean isChrooted = service.length > 4 && service[4].equals("y");
    return isChrooted
        ? Path.of(setting("queue_directory"), "etc", "resolv.conf")
        : Path.of("/etc/resolv.conf");
  }

  private static List<NameServer> read(Path resolvConf) throws IOException {
    try (var in = Files.newInputStream(resolvConf)) {
      var text = new String(in.readNBytes(MOST_OCTETS), StandardCharsets.ISO_8859_1);
      return NameServer.ofResolvConf(text).stream().limit(MOST_SERVERS).toList();
    }
  }

  private String setting(String name) throws IOException {
    return run("postconf", "-h", name);
  }

  private String run(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(program);
    configuration.ifPresent(folder -> command.addAll(List.of("-c", folder.toString())));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      process.getOutputStream().close();
      var said =
          new String(process.getInputStream().readNBytes(MOST_OCTETS), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(program + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
      return said.strip();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }
}

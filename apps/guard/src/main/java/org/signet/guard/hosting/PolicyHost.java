package org.signet.guard.hosting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.signet.foundation.text.Domain;
import org.signet.https.PageServer;
import org.signet.mtasts.MtaStsPolicy;

/// Serves the policies of our domains in the ways that are configured.
public final class PolicyHost implements AutoCloseable {
  private static final String READABLE = "rw-r--r--";

  private final List<PageServer> servers = new ArrayList<>();
  private volatile Hosting hosting;

  private PolicyHost(Hosting hosting) {
    this.hosting = hosting;
  }

  /// Begins to serve: listens, and writes the files.
  ///
  /// @throws IOException where a file cannot be read or written, or an address be listened at
  public static PolicyHost start(Hosting hosting, InstantSource clock) throws IOException {
    var host = new PolicyHost(hosting);
    try {
      if (hosting.listen().isPresent()) {
        var keys = ServerKeys.of(hosting.certificates());
        host.listen(hosting.listen().get(), Optional.of(keys.context()));
      }
      if (hosting.proxied().isPresent()) {
        host.listen(hosting.proxied().get(), Optional.empty());
      }
      publish(hosting, clock);
      return host;
    } catch (IOException e) {
      host.close();
      throw e;
    }
  }

  private void listen(InetSocketAddress address, Optional<SSLContext> tls) throws IOException {
    servers.add(PageServer.start(address, tls, this::page));
  }

  /// The policy at its host and its path alone. RFC 8461 §3.3
  private Optional<String> page(String host, String path) {
    return hosting.policies().stream()
        .filter(one -> isAt(one.domain(), host, path))
        .map(one -> one.policy().text())
        .findFirst();
  }

  private static boolean isAt(Domain domain, String host, String path) {
    return MtaStsPolicy.addressFor(domain)
        .filter(address -> address.getHost().equals(host) && address.getPath().equals(path))
        .isPresent();
  }

  /// Writes the files of a configuration, and notes since when its policies are served.
  public static void publish(Hosting hosting, InstantSource clock) throws IOException {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    for (var one : hosting.policies()) {
      if (one.webRoot().isPresent()) {
        write(one.webRoot().get(), one.policy().text());
      }
      if (hosting.state().isPresent()) {
        PolicyHistory.note(historyFile(hosting.state().get(), one.domain()), one.policy(), now);
      }
    }
  }

  /// The file is there as a whole, old or new, at any moment, and a web server may read it.
  private static void write(Path webRoot, String text) throws IOException {
    var folder = Files.createDirectories(webRoot.resolve(".well-known"));
    var file = folder.resolve("mta-sts.txt");
    var octets = text.getBytes(ISO_8859_1);
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), octets)) {
      return;
    }
    var next = Files.createTempFile(folder, ".mta-sts", ".txt");
    try {
      Files.write(next, octets);
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString(READABLE));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static Path historyFile(Path state, Domain domain) throws IOException {
    return Files.createDirectories(state).resolve(domain.text());
  }

  /// What is noted about a domain; nothing without a state folder.
  public static PolicyHistory history(Hosting hosting, Domain domain) throws IOException {
    return hosting.state().isPresent()
        ? PolicyHistory.read(hosting.state().get().resolve(domain.text()))
        : new PolicyHistory(List.of());
  }

  /// Goes on with other policies; where it listens, and with which certificates, stays.
  public void reload(Hosting next, InstantSource clock) throws IOException {
    publish(next, clock);
    hosting = next;
  }

  /// Where it listens, with the ports that it got.
  public List<InetSocketAddress> addresses() {
    return servers.stream().map(PageServer::address).toList();
  }

  @Override
  public void close() {
    for (var server : servers) {
      try {
        server.close();
      } catch (IOException _) {
        // It is of no more use anyway.
      }
    }
  }
}

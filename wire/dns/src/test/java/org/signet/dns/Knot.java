package org.signet.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.signet.foundation.text.IpAddress;

/// A name server that others wrote, serving the zone `example.com` on loopback: Knot DNS (Debian:
/// `knot`). A test without it is skipped, visibly.
final class Knot implements AutoCloseable {
  private static final Path KNOTD = Path.of("/usr/sbin/knotd");

  private final Process process;
  private final NameServer address;

  private Knot(Process process, NameServer address) {
    this.process = process;
    this.address = address;
  }

  /// @param folder for its files
  /// @param zone the text of the zone
  /// @param sections of its configuration, before that of the zone
  /// @param zoneOptions of the zone, such as `acl: update`
  static Knot serving(Path folder, String zone, String sections, String zoneOptions)
      throws IOException {
    assumeTrue(Files.exists(KNOTD), "skipped, because knotd is not installed");
    int port = freePort();
    Files.writeString(folder.resolve("example.com.zone"), zone, ISO_8859_1);
    var configuration = folder.resolve("knot.conf");
    Files.writeString(
        configuration,
        """
        server:
            rundir: "%1$s"
            listen: 127.0.0.1@%2$d
        database:
            storage: "%1$s"
        log:
          - target: stderr
            any: info
        %3$s
        zone:
          - domain: example.com
            storage: "%1$s"
            file: example.com.zone
            %4$s
        """
            .formatted(folder, port, sections, zoneOptions));
    var process =
        new ProcessBuilder(KNOTD.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .start();
    awaitStart(process);
    return new Knot(process, new NameServer(IpAddress.of("127.0.0.1"), port));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitStart(Process process) throws IOException {
    var log = new StringBuilder();
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      if (line.contains("server started")) {
        Thread.ofVirtual().start(() -> drain(lines));
        return;
      }
    }
    throw new IOException("knotd did not start:\n" + log);
  }

  /// What it says later must not fill its pipe.
  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException _) {
      // It was stopped.
    }
  }

  NameServer address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

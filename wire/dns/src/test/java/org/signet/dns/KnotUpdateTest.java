package org.signet.dns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.DynamicUpdate.Change;
import org.signet.dns.DynamicUpdate.Outcome;
import org.signet.dns.TsigKey.Algorithm;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Dynamic updates as a name server that others wrote takes them: Knot DNS (Debian: `knot`).
class KnotUpdateTest {
  private static final Path KNOTD = Path.of("/usr/sbin/knotd");
  private static final Domain ZONE = Domain.of("example.com");
  private static final Domain NAME = Domain.of("s1._domainkey.example.com");
  private static final TsigKey KEY =
      new TsigKey(Domain.of("signet"), Algorithm.HMAC_SHA256, "0123456789abcdef");

  @TempDir private Path folder;
  private Optional<Process> knot = Optional.empty();
  private NameServer primary = new NameServer(IpAddress.of("127.0.0.1"), NameServer.PORT);

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.exists(KNOTD), "skipped, because knotd is not installed");
    int port = freePort();
    primary = new NameServer(IpAddress.of("127.0.0.1"), port);
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        $ORIGIN example.com.
        @ 3600 SOA ns1 hostmaster 1 3600 600 86400 300
        @ 3600 NS ns1
        ns1 3600 A 192.0.2.1
        """);
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
        key:
          - id: signet
            algorithm: hmac-sha256
            secret: MDEyMzQ1Njc4OWFiY2RlZg==
        acl:
          - id: update
            key: signet
            action: update
        zone:
          - domain: example.com
            storage: "%1$s"
            file: example.com.zone
            acl: update
        """
            .formatted(folder, port));
    var process =
        new ProcessBuilder(KNOTD.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .start();
    knot = Optional.of(process);
    awaitStart(process);
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

  @AfterEach
  void stop() throws InterruptedException {
    if (knot.isPresent()) {
      knot.get().destroy();
      knot.get().waitFor();
    }
  }

  private DynamicUpdate update(TsigKey key) {
    return new DynamicUpdate(
        primary, Optional.of(key), InstantSource.system(), Duration.ofSeconds(20));
  }

  private Answer<Rdata.Txt> published() {
    var patience = new StubResolver.Patience(Duration.ofSeconds(10), Duration.ofSeconds(20));
    return new StubResolver(List.of(primary), patience).lookup(NAME, Type.TXT);
  }

  @Test
  void recordsComeChangeAndGo() {
    var long2 = new Rdata.Txt(List.of("v=DKIM1; k=rsa; p=" + "A".repeat(237), "\"\\;B"));
    var hour = Duration.ofHours(1);
    assertThat(update(KEY).send(ZONE, List.of(new Change.Put(NAME, hour, long2))))
        .isEqualTo(new Outcome.Done());
    assertThat(published().records()).containsExactly(long2);

    var revoked = new Rdata.Txt(List.of("v=DKIM1; p="));
    assertThat(update(KEY).send(ZONE, List.of(new Change.Put(NAME, hour, revoked))))
        .isEqualTo(new Outcome.Done());
    assertThat(published().records()).containsExactly(revoked);

    assertThat(update(KEY).send(ZONE, List.of(new Change.Remove(NAME))))
        .isEqualTo(new Outcome.Done());
    assertThat(published()).isInstanceOf(Answer.NoSuchName.class);
  }

  @Test
  void whoHasNotTheKeyIsRefused() {
    var change = List.<Change>of(new Change.Remove(NAME));
    assertThat(update(new TsigKey(KEY.name(), KEY.algorithm(), "another")).send(ZONE, change))
        .isEqualTo(new Outcome.Refused("BADSIG"));
    assertThat(update(new TsigKey(NAME, KEY.algorithm(), KEY.secret())).send(ZONE, change))
        .isEqualTo(new Outcome.Refused("BADKEY"));
    var unsigned =
        new DynamicUpdate(
            primary, Optional.empty(), InstantSource.system(), Duration.ofSeconds(20));
    assertThat(unsigned.send(ZONE, change)).isInstanceOf(Outcome.Refused.class);
  }
}

package org.signet.keyring;

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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dkim.KeyAccess;
import org.signet.dkim.KeyKind;
import org.signet.dns.Answer;
import org.signet.dns.Authorities;
import org.signet.dns.Authority;
import org.signet.dns.DirectQuery;
import org.signet.dns.DynamicUpdate;
import org.signet.dns.NameServer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.StubResolver;
import org.signet.dns.Transport;
import org.signet.dns.TsigKey;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// A whole rotation in which nobody touches the DNS: Signet publishes on a name server that others
/// wrote, Knot DNS (Debian: `knot`), and sees there what it published.
class KnotRotationTest {
  private static final Path KNOTD = Path.of("/usr/sbin/knotd");
  private static final Domain DOMAIN = Domain.of("example.com");
  private static final Domain FIRST = Domain.of("e20261128._domainkey.example.com");

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private Optional<Process> knot = Optional.empty();
  private NameServer primary = new NameServer(IpAddress.of("127.0.0.1"), NameServer.PORT);

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.exists(KNOTD), "skipped, because knotd is not installed");
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    primary = new NameServer(IpAddress.of("127.0.0.1"), port);
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        $ORIGIN example.com.
        @ 3600 SOA ns1 hostmaster 1 3600 600 86400 300
        @ 3600 NS ns1
        ns1 3600 A 127.0.0.1
        """);
    Files.writeString(
        folder.resolve("knot.conf"),
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
        new ProcessBuilder(KNOTD.toString(), "-c", folder.resolve("knot.conf").toString())
            .redirectErrorStream(true)
            .start();
    knot = Optional.of(process);
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("server started")) {
        Thread.ofVirtual().start(() -> drain(lines));
        return;
      }
    }
    throw new IOException("knotd did not start");
  }

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

  private StubResolver dns() {
    var patience = new StubResolver.Patience(Duration.ofSeconds(10), Duration.ofSeconds(20));
    return new StubResolver(List.of(primary), patience);
  }

  private Keyring keyring(String secret) {
    var direct =
        new DirectQuery() {
          @Override
          public <R extends Rdata> Answer<R> ask(
              Authority server, Transport transport, Question<R> question) {
            return dns().lookup(question.name(), question.type());
          }
        };
    var key = TsigKey.parse(secret).optional();
    var update = new DynamicUpdate(primary, key, InstantSource.system(), Duration.ofSeconds(20));
    return new Keyring(
        new KeyFolder(folder.resolve("keys"), new KeyAccess(Set.of(), Optional.empty())),
        new KeySurvey(new Authorities(dns(), direct)),
        new Publishing.ByUpdate(update, Optional.empty()),
        clock,
        new TestKeys()::make);
  }

  private List<String> published(Domain name) {
    return dns().lookup(name, Type.TXT).records().stream().map(Rdata.Txt::joined).toList();
  }

  private static Step step(Progress progress) {
    return ((Progress.Took) progress).step();
  }

  @Test
  void nobodyTouchesTheDns() throws Exception {
    var keyring = keyring("hmac-sha256:signet:MDEyMzQ1Njc4OWFiY2RlZg==");
    var kind = KeyKind.ED25519;
    var naming = new Naming.Fresh();
    assertThat(step(keyring.rotate(DOMAIN, naming, kind))).isEqualTo(Step.MAKE);
    assertThat(published(FIRST)).hasSize(1);
    assertThat(step(keyring.rotate(DOMAIN, naming, kind))).isEqualTo(Step.PUBLISH);
    clock.pass(Duration.ofHours(1));
    assertThat(step(keyring.rotate(DOMAIN, naming, kind))).isEqualTo(Step.ACTIVATE);

    var selector = Domain.of("e20261128");
    assertThat(step(keyring.retire(DOMAIN, selector, false, true))).isEqualTo(Step.RETIRE);
    clock.pass(Duration.ofDays(6));
    assertThat(step(keyring.advance(DOMAIN))).isEqualTo(Step.REVOKE);
    assertThat(published(FIRST)).containsExactly("v=DKIM1; p=");
    keyring.undo(DOMAIN);
    assertThat(published(FIRST).getFirst()).contains("k=ed25519; p=");
    assertThat(step(keyring.rotate(DOMAIN, naming, kind))).isEqualTo(Step.REVOKE);
    assertThat(keyring.advance(DOMAIN)).isInstanceOf(Progress.Waits.class);
    clock.pass(Duration.ofHours(1));
    assertThat(step(keyring.advance(DOMAIN))).isEqualTo(Step.REMOVE);
    assertThat(published(FIRST)).isEmpty();
  }

  @Test
  void whatAServerRefusedIsSentAgain() throws Exception {
    var wrong = keyring("hmac-sha256:signet:AAAA");
    var took = (Progress.Took) wrong.rotate(DOMAIN, new Naming.Fresh(), KeyKind.ED25519);
    assertThat(took.update()).contains(new DynamicUpdate.Outcome.Refused("BADSIG"));
    assertThat(published(FIRST)).isEmpty();
    var right = keyring("hmac-sha256:signet:MDEyMzQ1Njc4OWFiY2RlZg==");
    assertThat(right.advance(DOMAIN)).isInstanceOf(Progress.Waits.class);
    assertThat(published(FIRST)).hasSize(1);
    assertThat(step(right.advance(DOMAIN))).isEqualTo(Step.PUBLISH);
  }
}

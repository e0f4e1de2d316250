package org.signet.guard.hosting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.Resolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;
import org.signet.foundation.text.Network;
import org.signet.https.Fetched;
import org.signet.https.Https;
import org.signet.https.Reach;
import org.signet.mtasts.Mode;
import org.signet.mtasts.MtaStsPolicy;
import org.signet.testing.TestCa;
import org.signet.verifier.World;

/// Our policies, served in each of the three ways and seen as senders see them.
@Timeout(60)
class PolicyHostTest {
  private static final Domain BOATS = Domain.of("boats.example");
  private static final String HOST = "mta-sts.boats.example";
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final InstantSource CLOCK = () -> NOW;

  private static TestCa ca;

  @TempDir Path folder;

  @BeforeAll
  static void certify() {
    ca = TestCa.create();
  }

  @AfterAll
  static void forget() throws IOException {
    ca.close();
  }

  private static MtaStsPolicy policy(Mode mode) {
    var mx = List.of(NamePattern.of(Domain.of("mx.boats.example")));
    return MtaStsPolicy.of(mode, mx, Duration.ofDays(1));
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private Hosting hosting(Mode mode, Optional<Hosting.CertificateFiles> files) {
    return new Hosting(
        files.isPresent() ? Optional.of(anyPort()) : Optional.empty(),
        files.stream().toList(),
        files.isPresent() ? Optional.empty() : Optional.of(anyPort()),
        Optional.of(folder.resolve("state")),
        List.of(new Hosting.Hosted(BOATS, policy(mode), Optional.of(folder.resolve("www")))));
  }

  private static void write(Hosting.CertificateFiles files, TestCa.Identity identity)
      throws IOException {
    var chain = new StringBuilder();
    for (var certificate : identity.chain()) {
      try {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      } catch (java.security.cert.CertificateEncodingException e) {
        throw new IOException(e);
      }
    }
    Files.writeString(files.chain(), chain);
    Files.writeString(files.key(), pem("PRIVATE KEY", identity.key().getEncoded()));
  }

  private static String pem(String label, byte[] der) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  private Hosting.CertificateFiles files() {
    return new Hosting.CertificateFiles(
        folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
  }

  private static Https senderTo(int port) {
    Resolver dns = ZoneResolver.of(HOST + ". A 127.0.0.1\nother.example. A 127.0.0.1\n");
    var reach =
        Reach.PUBLIC
            .alsoTo(List.of(Network.of("127.0.0.1")))
            .alsoAt(List.of(port))
            .believing(List.of(ca.root()));
    return Https.over(dns, reach);
  }

  /// A sender that asks at that port, where others ask at 443.
  private static World world(int port, String id) {
    var dns = ZoneResolver.of("_mta-sts.boats.example. TXT \"v=STSv1; id=" + id + ";\"\n");
    var https = senderTo(port);
    return new World(
        dns,
        uri -> https.get(URI.create("https://" + uri.getHost() + ':' + port + uri.getRawPath())),
        CLOCK);
  }

  @Test
  void byAPortOfOurOwnASenderSeesThePolicy() throws IOException {
    write(files(), ca.issue(HOST));
    var hosting = hosting(Mode.TESTING, Optional.of(files()));
    var hosted = hosting.policies().getFirst();
    try (var host = PolicyHost.start(hosting, CLOCK)) {
      int port = host.addresses().getFirst().getPort();
      assertThat(PolicySighting.of(hosted, world(port, hosted.record().id())).isAsWanted())
          .isTrue();
      var stale = PolicySighting.of(hosted, world(port, "old"));
      assertThat(stale.isAsWanted()).isFalse();
      assertThat(stale.explain().sentence()).contains("the record has the id old and not");
      var next = hosting(Mode.ENFORCE, Optional.of(files()));
      host.reload(next, () -> NOW.plusSeconds(60));
      assertThat(PolicySighting.of(hosted, world(port, hosted.record().id())).explain().sentence())
          .contains("another policy");
      assertThat(PolicyHost.history(next, BOATS).policies())
          .extracting(PolicyHistory.Served::mode)
          .containsExactly(Mode.TESTING, Mode.ENFORCE);
    }
  }

  @Test
  void aRenewedCertificateIsShownAtTheNextConnection() throws IOException {
    write(files(), ca.issue("other.example"));
    try (var host = PolicyHost.start(hosting(Mode.TESTING, Optional.of(files())), CLOCK)) {
      int port = host.addresses().getFirst().getPort();
      var address = URI.create("https://" + HOST + ':' + port + "/.well-known/mta-sts.txt");
      assertThat(senderTo(port).get(address)).isInstanceOf(Fetched.Failed.class);
      write(files(), ca.issue(HOST));
      Files.setLastModifiedTime(files().chain(), FileTime.from(NOW.plusSeconds(9)));
      assertThat(senderTo(port).get(address)).isInstanceOf(Fetched.Answered.class);
      Files.writeString(files().key(), "half written");
      Files.setLastModifiedTime(files().key(), FileTime.from(NOW.plusSeconds(99)));
      assertThat(senderTo(port).get(address)).isInstanceOf(Fetched.Answered.class);
    }
  }

  @Test
  void eachHostIsShownItsOwnCertificate() throws IOException {
    var other =
        new Hosting.CertificateFiles(folder.resolve("other.pem"), folder.resolve("other.key"));
    write(files(), ca.issue("other.example"));
    write(other, ca.issue(HOST));
    var one = hosting(Mode.TESTING, Optional.of(files()));
    var both =
        new Hosting(
            one.listen(), List.of(files(), other), Optional.empty(), one.state(), one.policies());
    try (var host = PolicyHost.start(both, CLOCK)) {
      int port = host.addresses().getFirst().getPort();
      var sender = senderTo(port);
      assertThat(
              sender.get(URI.create("https://" + HOST + ':' + port + "/.well-known/mta-sts.txt")))
          .isInstanceOf(Fetched.Answered.class);
      assertThat(
              sender.get(URI.create("https://other.example:" + port + "/.well-known/mta-sts.txt")))
          .isEqualTo(new Fetched.Answered(404, "text/plain", ""));
    }
  }

  @Test
  void behindAProxyItIsServedOnLoopbackByItsHost() throws IOException {
    try (var host = PolicyHost.start(hosting(Mode.TESTING, Optional.empty()), CLOCK);
        var proxy =
            new Socket(InetAddress.getLoopbackAddress(), host.addresses().getFirst().getPort())) {
      proxy
          .getOutputStream()
          .write(
              ("GET /.well-known/mta-sts.txt HTTP/1.0\r\nHost: " + HOST + "\r\n\r\n")
                  .getBytes(US_ASCII));
      assertThat(new String(proxy.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith(policy(Mode.TESTING).text());
    }
  }

  @Test
  void aWebServerFindsTheFileInItsRoot() throws IOException {
    PolicyHost.publish(hosting(Mode.TESTING, Optional.empty()), CLOCK);
    var file = folder.resolve("www/.well-known/mta-sts.txt");
    assertThat(Files.readString(file)).isEqualTo(policy(Mode.TESTING).text());
    PolicyHost.publish(hosting(Mode.ENFORCE, Optional.empty()), CLOCK);
    assertThat(Files.readString(file)).isEqualTo(policy(Mode.ENFORCE).text());
    assertThat(Files.getPosixFilePermissions(file)).hasSize(4);
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void theHistoryIsNotedOncePerChange() throws IOException {
    var hosting = hosting(Mode.TESTING, Optional.empty());
    PolicyHost.publish(hosting, CLOCK);
    PolicyHost.publish(hosting, () -> NOW.plusSeconds(9));
    Files.writeString(
        folder.resolve("state/boats.example"),
        "x\n2026 testing 1 a\n2026-11-25T12:00:09Z Testing 1 a\n2026-11-25T12:00:09Z none -1 a\n",
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(PolicyHost.history(hosting, BOATS).policies())
        .containsExactly(
            new PolicyHistory.Served(
                NOW, Mode.TESTING, Duration.ofDays(1), policy(Mode.TESTING).derivedId()));
  }

  @Test
  void olderFormsOfKeysAreRead() throws Exception {
    var identity = ca.issue(HOST);
    write(files(), identity);
    var sec1 = sec1((ECPrivateKey) identity.key());
    Files.writeString(files().key(), pem("EC PRIVATE KEY", sec1));
    assertThat(((ECPrivateKey) PemIdentity.read(files()).key()).getS())
        .isEqualTo(((ECPrivateKey) identity.key()).getS());
    Files.writeString(files().key(), pem("EC PRIVATE KEY", java.util.Arrays.copyOf(sec1, 20)));
    assertThatThrownBy(() -> PemIdentity.read(files())).isInstanceOf(IOException.class);
  }

  /// RFC 5915 §3, with the name of P-256.
  private static byte[] sec1(ECPrivateKey key) {
    var scalar = key.getS().toString(16);
    var hex = "0".repeat(64 - scalar.length()) + scalar;
    return java.util.HexFormat.of().parseHex("30310201010420" + hex + "a00a06082a8648ce3d030107");
  }
}

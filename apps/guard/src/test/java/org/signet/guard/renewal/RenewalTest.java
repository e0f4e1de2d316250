package org.signet.guard.renewal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dane.Matching;
import org.signet.dane.Pin;
import org.signet.dane.Selector;
import org.signet.dane.Usage;
import org.signet.dns.Authorities;
import org.signet.dns.Rdata;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.guard.hosting.Hosting;
import org.signet.testing.TestCa;

/// A new certificate is shown when everybody who pins the old one can know it.
class RenewalTest {
  private static final Domain HOST = Domain.of("mx.boats.example");
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static TestCa ca;
  private static TestCa.Identity oldOne;
  private static TestCa.Identity newOne;

  @TempDir Path folder;

  @BeforeAll
  static void certify() {
    ca = TestCa.create();
    oldOne = ca.issue(HOST.text());
    newOne = ca.issue(HOST.text());
  }

  @AfterAll
  static void forget() throws IOException {
    ca.close();
  }

  private static PinnedChain current() {
    return new PinnedChain(oldOne.chain());
  }

  private static PinnedChain next() {
    return new PinnedChain(newOne.chain());
  }

  private static Rdata.Tlsa pin(TestCa.Identity of, Matching matching) {
    return Pin.of(of.certificate(), Usage.DANE_EE, Selector.SPKI, matching).data();
  }

  private static Rdata.Tlsa pin(TestCa.Identity of) {
    return pin(of, Matching.SHA2_256);
  }

  private static TlsaSighting seen(List<Rdata.Tlsa> everywhere) {
    return seen(everywhere, everywhere);
  }

  private static TlsaSighting seen(List<Rdata.Tlsa> one, List<Rdata.Tlsa> other) {
    return new TlsaSighting(List.of(one, other), HOUR, List.of());
  }

  private static Renewal.Step decide(
      TlsaSighting sighting, Renewal.Progress progress, Instant now) {
    return Renewal.decide(Optional.of(current()), next(), sighting, progress, now);
  }

  private static Renewal.Decision decide(TlsaSighting sighting) {
    return decide(sighting, Renewal.Progress.none(), NOW).decision();
  }

  @Test
  void whereNobodyPinsNothingWaits() {
    assertThat(decide(seen(List.of())))
        .isEqualTo(new Renewal.Decision.Install(Renewal.Why.UNPINNED));
  }

  @Test
  void aCertificateWithTheSameKeyDoesNotWait() {
    var step =
        Renewal.decide(
            Optional.of(current()),
            current(),
            seen(List.of(pin(oldOne))),
            Renewal.Progress.none(),
            NOW);
    assertThat(step.decision()).isEqualTo(new Renewal.Decision.Install(Renewal.Why.SAME_KEY));
  }

  @Test
  void aNewKeyWaitsForItsRecordAtEveryServerAndThenTwiceItsTime() {
    var both = List.of(pin(oldOne), pin(newOne));
    assertThat(decide(seen(List.of(pin(oldOne))))).isEqualTo(new Renewal.Decision.Publish());
    assertThat(decide(seen(both, List.of(pin(oldOne))))).isEqualTo(new Renewal.Decision.Publish());
    assertThat(decide(seen(both, List.of()))).isEqualTo(new Renewal.Decision.Publish());
    var first = decide(seen(both, both), Renewal.Progress.none(), NOW);
    var until = NOW.plus(HOUR.multipliedBy(2));
    assertThat(first.decision()).isEqualTo(new Renewal.Decision.Wait(until));
    assertThat(decide(seen(both), first.progress(), until.minusSeconds(1)).decision())
        .isEqualTo(new Renewal.Decision.Wait(until));
    assertThat(decide(seen(both), first.progress(), until).decision())
        .isEqualTo(new Renewal.Decision.Install(Renewal.Why.KNOWN));
  }

  @Test
  void aRecordThatVanishesMakesItBeginAnew() {
    var both = List.of(pin(oldOne), pin(newOne));
    var first = decide(seen(both), Renewal.Progress.none(), NOW);
    var gone = decide(seen(List.of(pin(oldOne))), first.progress(), NOW.plus(HOUR));
    assertThat(gone.progress().covered()).isEmpty();
    assertThat(decide(seen(both), gone.progress(), NOW.plus(HOUR.multipliedBy(2))).decision())
        .isEqualTo(new Renewal.Decision.Wait(NOW.plus(HOUR.multipliedBy(4))));
  }

  @Test
  void theLongestTimeThatWasSeenCounts() {
    var both = List.of(pin(oldOne), pin(newOne));
    var day = new TlsaSighting(List.of(List.of(pin(oldOne))), Duration.ofDays(1), List.of());
    var before = decide(day, Renewal.Progress.none(), NOW);
    assertThat(decide(seen(both), before.progress(), NOW).decision())
        .isEqualTo(new Renewal.Decision.Wait(NOW.plus(Duration.ofDays(2))));
  }

  @Test
  void aServerThatIsSilentIsNeitherYesNorNo() {
    var both = List.of(pin(oldOne), pin(newOne));
    var first = decide(seen(both), Renewal.Progress.none(), NOW);
    var silent = new TlsaSighting(List.of(both), HOUR, List.of("ns2.boats.example"));
    var step = decide(silent, first.progress(), NOW.plus(Duration.ofDays(9)));
    assertThat(step.decision())
        .isEqualTo(new Renewal.Decision.AskAgain(List.of("ns2.boats.example")));
    assertThat(step.progress().covered()).contains(NOW);
    assertThat(decide(new TlsaSighting(List.of(), HOUR, List.of())))
        .isInstanceOf(Renewal.Decision.AskAgain.class);
  }

  /// A client may go by the stronger digest alone, which then fits the old key only.
  @Test
  void da8EveryDigestThatIsUsedMustFit() {
    var weakOnly = List.of(pin(oldOne, Matching.SHA2_512), pin(newOne));
    assertThat(next().isCoveredBy(weakOnly)).isFalse();
    assertThat(next().isCoveredBy(List.of(pin(newOne), pin(newOne, Matching.SHA2_512)))).isTrue();
  }

  @Test
  void recordsOfTheAuthorityFitTheNextCertificateToo() {
    var root = newOne.chain().getLast();
    var authority = Pin.of(root, Usage.DANE_TA, Selector.CERT, Matching.SHA2_256).data();
    assertThat(next().isCoveredBy(List.of(authority))).isTrue();
    assertThat(next().isCoveredBy(List.of(authority, pin(oldOne)))).isFalse();
    var unused = new Rdata.Tlsa(1, 1, 1, "x".repeat(32));
    assertThat(next().isCoveredBy(List.of(pin(newOne), unused))).isTrue();
  }

  @Test
  void theRecordIsTheDigestOfTheKey() {
    assertThat(next().zoneText(Domain.of("_25._tcp.mx.boats.example")))
        .matches("_25._tcp.mx.boats.example.\t3600\tIN\tTLSA\t3 1 1 [0-9a-f]{64}\n");
  }

  @Test
  void everyServerIsAsked() {
    var zone =
        """
        boats.example. NS ns1.boats.example.
        boats.example. NS ns2.boats.example.
        ns1.boats.example. A 192.0.2.1
        ns2.boats.example. A 192.0.2.2
        $SERVER ns1.boats.example.
        _25._tcp.mx.boats.example. 300 TLSA %s
        """
            .formatted(next().record());
    var dns = ZoneResolver.of(zone);
    var sighting =
        TlsaSighting.at(Domain.of("_25._tcp.mx.boats.example"), new Authorities(dns, dns.direct()));
    assertThat(sighting.silent()).isEmpty();
    assertThat(sighting.sets()).contains(List.of(), List.of(next().record().data()));
    assertThat(decide(sighting)).isEqualTo(new Renewal.Decision.Publish());
  }

  // The folder

  private Hosting.CertificateFiles written(TestCa.Identity identity) throws IOException {
    var files = new Hosting.CertificateFiles(folder.resolve("c.pem"), folder.resolve("k.pem"));
    var chain = new StringBuilder();
    try {
      for (var certificate : identity.chain()) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
    Files.writeString(files.chain(), chain);
    Files.writeString(files.key(), pem("PRIVATE KEY", identity.key().getEncoded()));
    return files;
  }

  private static String pem(String label, byte[] der) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  private RenewalJob job() {
    return new RenewalJob(
        HOST, 25, folder.resolve("tls/mx.pem"), "postfix reload", Renewal.Progress.none());
  }

  @Test
  void whatWaitsIsKeptAndPutIntoOneFile() throws IOException {
    try (var state = RenewalFolder.open(folder.resolve("state"))) {
      state.stage(job(), written(newOne));
      assertThat(state.jobs()).containsExactly(job());
      assertThat(state.current(job())).isEmpty();
      assertThat(state.next(job())).isEqualTo(next());
      var noted = job().with(new Renewal.Progress(Optional.of(NOW), HOUR));
      state.save(noted);
      state.stage(job(), written(newOne));
      assertThat(state.jobs()).containsExactly(noted);
      state.stage(job(), written(oldOne));
      assertThat(state.jobs()).containsExactly(job());
      state.install(job());
      assertThat(state.jobs()).isEmpty();
      assertThat(state.current(job())).contains(current());
      assertThat(Files.readString(job().into())).contains("PRIVATE KEY", "BEGIN CERTIFICATE");
      assertThat(Files.getPosixFilePermissions(job().into())).hasSize(2);
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsNotTaken() throws IOException {
    var files = written(newOne);
    Files.writeString(files.key(), pem("PRIVATE KEY", oldOne.key().getEncoded()));
    try (var state = RenewalFolder.open(folder.resolve("state"))) {
      assertThatThrownBy(() -> state.stage(job(), files)).isInstanceOf(IOException.class);
      assertThat(state.jobs()).isEmpty();
    }
  }

  @Test
  void aFolderThatOthersCanWriteIntoIsRefused() throws IOException {
    var open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(() -> RenewalFolder.open(open)).hasMessageContaining("chmod go-w");
  }

  @Test
  void anyFileIsAJobOrNone() {
    var random = new SplittableRandom(1);
    var text = job().with(new Renewal.Progress(Optional.of(NOW), HOUR)).text();
    assertThat(RenewalJob.parse(text)).isPresent();
    for (int run = 0; run < 2_000; run++) {
      var octets = text.getBytes(UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(128);
      }
      RenewalJob.parse(new String(octets, UTF_8))
          .ifPresent(read -> assertThat(read.text()).isNotEmpty());
    }
  }
}

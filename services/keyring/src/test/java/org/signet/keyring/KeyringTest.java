package org.signet.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dkim.KeyAccess;
import org.signet.dkim.KeyFile;
import org.signet.dkim.KeyKind;
import org.signet.dkim.Passphrase;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Domain;

class KeyringTest {
  private static final Domain DOMAIN = Domain.of("example.com");
  private static final Naming FRESH = new Naming.Fresh();
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path root;
  private final TestClock clock = new TestClock();
  private final FakeDns dns = new FakeDns(clock, DOMAIN);
  private final TestKeys keys = new TestKeys();

  private KeyFolder folder() {
    return new KeyFolder(root.resolve("keys"), new KeyAccess(Set.of(), Optional.empty()));
  }

  private Keyring keyring() {
    return new Keyring(
        folder(), new KeySurvey(dns.authorities()), new Publishing.ByHand(), clock, keys::make);
  }

  /// A person publishes what is wanted.
  private void publish() {
    var state = ((StateReading.Read) folder().read(DOMAIN)).state();
    for (var key : state.keys()) {
      for (var server : FakeDns.SERVERS) {
        state
            .wanted(key)
            .ifPresentOrElse(
                record -> dns.put(server, record.name(), record.value()),
                () -> dns.remove(server, state.recordName(key)));
      }
    }
  }

  private Progress rotate() throws IOException {
    return keyring().rotate(DOMAIN, FRESH, KeyKind.RSA_2048);
  }

  private String stages() {
    return ((StateReading.Read) folder().read(DOMAIN))
        .state().keys().stream()
            .map(key -> key.selector() + " " + key.stage().word())
            .collect(Collectors.joining(", "));
  }

  private static String words(Progress progress) {
    return new TextRenderer(500, false).render(KeyringExplainer.explain(progress));
  }

  /// The whole life of a key and the beginning of the next, as a person sees it.
  @Test
  void aKeyGoesThroughItsStagesAndEachStepSaysWhatItWaitsFor() throws Exception {
    assertThat(words(rotate()))
        .isEqualTo(
            "✓ The key r20261128 of example.com is made. Its record must be published; then run"
                + " this again.\n");
    assertThat(words(rotate()))
        .isEqualTo(
            """
            · Nothing can be done for example.com yet.
              · The key r20261128 waits until every authoritative server shows it.
                ✗ ns1.example (192.0.2.1), over UDP: no key record
                ✗ ns1.example (192.0.2.1), over TCP: no key record
                ✗ ns2.example (192.0.2.2), over UDP: no key record
                ✗ ns2.example (192.0.2.2), over TCP: no key record
            """);
    publish();
    dns.silence(FakeDns.SERVERS.get(1), true);
    assertThat(words(rotate())).contains("? ns2.example (192.0.2.2), over UDP: no answer");
    dns.silence(FakeDns.SERVERS.get(1), false);
    assertThat(words(rotate()))
        .isEqualTo(
            "✓ Every server of example.com shows the key r20261128. It can sign from"
                + " 2026-11-28T11:00:00Z on, when no cache holds what stood at its name before.\n");
    assertThat(words(rotate()))
        .contains("waits until 2026-11-28T11:00:00Z: caches may hold what stood");
    clock.pass(HOUR);
    assertThat(words(rotate()))
        .isEqualTo("✓ The key r20261128 signs for example.com from now on.\n");
    assertThat(stages()).isEqualTo("r20261128 active");
    assertThat(words(keyring().advance(DOMAIN)))
        .isEqualTo("· Nothing is under way for example.com.\n");

    clock.pass(Duration.ofDays(90));
    rotate();
    publish();
    rotate();
    clock.pass(HOUR);
    assertThat(words(rotate()))
        .isEqualTo(
            "✓ The key r20270226 signs for example.com from now on.\n"
                + "  · The key r20261128 signs no more. Its record must stay until"
                + " 2027-03-03T13:00:00Z, for mail on its way. (RFC 5321 §4.5.4.1)\n");
    assertThat(stages()).isEqualTo("r20261128 retiring, r20270226 active");
    clock.pass(Duration.ofDays(5).plus(HOUR).minusSeconds(1));
    assertThat(words(keyring().advance(DOMAIN)))
        .contains("waits until 2027-03-03T13:00:00Z: mail that it signed");
    clock.pass(Duration.ofSeconds(1));
    assertThat(words(keyring().advance(DOMAIN)))
        .isEqualTo(
            "✓ The key r20261128 of example.com is withdrawn. Its record should now say so: p= is"
                + " empty. Then run this again.\n");
    assertThat(words(keyring().advance(DOMAIN)))
        .contains("waits until no authoritative server shows it any more.")
        .contains("✗ ns1.example (192.0.2.1), over UDP: this key");
    publish();
    assertThat(words(keyring().advance(DOMAIN)))
        .contains("waits until 2027-03-03T14:00:00Z: caches may still hold it.");
    clock.pass(HOUR);
    assertThat(words(keyring().advance(DOMAIN)))
        .isEqualTo("✓ The key r20261128 of example.com is removed. Its record can be deleted.\n");
    assertThat(stages()).isEqualTo("r20261128 removed, r20270226 active");
  }

  private void firstKeySigns() throws IOException {
    rotate();
    publish();
    rotate();
    clock.pass(HOUR);
    rotate();
    assertThat(stages()).isEqualTo("r20261128 active");
  }

  @Test
  void aStepIsUndoneUntilTheNext() throws Exception {
    firstKeySigns();
    clock.pass(Duration.ofDays(1));
    rotate();
    publish();
    rotate();
    clock.pass(HOUR);
    rotate();
    assertThat(stages()).isEqualTo("r20261128 retiring, r20261129 active");

    // The old key may sign again only where its record still is.
    var name = Domain.of("r20261128._domainkey.example.com");
    dns.remove(FakeDns.SERVERS.getFirst(), name);
    assertThat(words(keyring().undo(DOMAIN)))
        .startsWith("✗ The key r20261128 would sign for example.com again, and not every server");
    publish();
    assertThat(words(keyring().undo(DOMAIN)))
        .isEqualTo(
            "✓ Undone for example.com: activate. Nothing moves on by itself now; to go on: signet"
                + " key rotate\n");
    assertThat(stages()).isEqualTo("r20261128 active, r20261129 published");
    assertThat(words(keyring().undo(DOMAIN))).contains("Nothing can be undone");
    assertThat(words(keyring().advance(DOMAIN))).contains("A step was undone");
    assertThat(stages()).isEqualTo("r20261128 active, r20261129 published");
    rotate();
    assertThat(stages()).isEqualTo("r20261128 retiring, r20261129 active");
  }

  @Test
  void toUndoTheFirstStepDestroysTheKeyThatNeverSigned() throws Exception {
    rotate();
    assertThat(files()).hasSize(1);
    keyring().undo(DOMAIN);
    assertThat(files()).isEmpty();
    assertThat(stages()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(root.resolve("keys/example.com"))) {
      return files.filter(file -> file.toString().endsWith(".pem")).toList();
    }
  }

  @Test
  void aKeyInUseIsNotRetiredWithoutASuccessorThatEveryVerifierKnows() throws Exception {
    firstKeySigns();
    var selector = Domain.of("r20261128");
    assertThat(words(keyring().retire(DOMAIN, selector, false, false)))
        .startsWith("✗ example.com would be without an RSA key");
    keyring().rotate(DOMAIN, FRESH, KeyKind.ED25519);
    publish();
    keyring().rotate(DOMAIN, FRESH, KeyKind.ED25519);
    clock.pass(HOUR);
    keyring().rotate(DOMAIN, FRESH, KeyKind.ED25519);
    assertThat(stages()).isEqualTo("r20261128 active, e20261128 active");
    assertThat(words(keyring().retire(DOMAIN, selector, false, false)))
        .startsWith("✗ example.com would be without an RSA key");
    keyring().retire(DOMAIN, Domain.of("e20261128"), false, false);
    assertThat(stages()).isEqualTo("r20261128 active, e20261128 retiring");
    keyring().retire(DOMAIN, selector, false, true);
    assertThat(stages()).isEqualTo("r20261128 retiring, e20261128 retiring");
    assertThat(words(keyring().retire(DOMAIN, selector, false, true)))
        .contains("is out of use already: it is retiring");
    assertThat(words(keyring().retire(DOMAIN, Domain.of("x"), false, true)))
        .contains("example.com has no key x.");
  }

  @Test
  void aStolenKeyIsWithdrawnAsSoonAsItHasASuccessor() throws Exception {
    firstKeySigns();
    keyring().retire(DOMAIN, Domain.of("r20261128"), true, false);
    assertThat(stages()).isEqualTo("r20261128 active");
    rotate();
    publish();
    rotate();
    clock.pass(HOUR);
    rotate();
    assertThat(stages()).isEqualTo("r20261128 retiring, r20261128-2 active");
    keyring().advance(DOMAIN);
    assertThat(stages()).isEqualTo("r20261128 revoked, r20261128-2 active");
  }

  @Test
  void aKeyWhoseSignaturesRunOutStaysUntilTheLastHas() throws Exception {
    firstKeySigns();
    keyring().limit(DOMAIN, Duration.ofDays(30));
    keyring().retire(DOMAIN, Domain.of("r20261128"), false, true);
    clock.pass(Duration.ofDays(35).plus(HOUR).minusSeconds(1));
    assertThat(words(keyring().advance(DOMAIN))).contains("may still be on its way");
    clock.pass(Duration.ofSeconds(1));
    keyring().advance(DOMAIN);
    assertThat(stages()).isEqualTo("r20261128 revoked");
  }

  @Test
  void aKeyThatTheDomainHasIsTakenOver() throws Exception {
    var file = root.resolve("old.pem");
    KeyFile.writeNew(file, keys.make(KeyKind.RSA_2048));
    var reading =
        KeyFile.read(file, new KeyAccess(Set.of(), Optional.empty()), new Passphrase.None());
    keyring().adopt(DOMAIN, Domain.of("mail"), file, reading);
    assertThat(stages()).isEqualTo("mail pending");
    assertThat(words(keyring().adopt(DOMAIN, Domain.of("mail"), file, reading)))
        .contains("has a key mail already");
    publish();
    keyring().advance(DOMAIN);
    clock.pass(HOUR);
    keyring().advance(DOMAIN);
    assertThat(stages()).isEqualTo("mail active");
  }

  @Test
  void aRecordThatWentAwayBeforeItsKeySignsBeginsTheWaitAnew() throws Exception {
    rotate();
    publish();
    rotate();
    dns.remove(FakeDns.SERVERS.getFirst(), Domain.of("r20261128._domainkey.example.com"));
    clock.pass(HOUR);
    rotate();
    assertThat(stages()).isEqualTo("r20261128 published");
    publish();
    assertThat(words(rotate())).contains("waits until 2026-11-28T12:00:00Z");
    clock.pass(HOUR);
    rotate();
    assertThat(stages()).isEqualTo("r20261128 active");
  }

  @Test
  void aKeyWhoseFileIsGoneDoesNotSign() throws Exception {
    rotate();
    publish();
    rotate();
    clock.pass(HOUR);
    Files.delete(files().getFirst());
    assertThat(words(rotate())).contains("✗ The key r20261128 cannot sign.").contains("no file");
    assertThat(stages()).isEqualTo("r20261128 published");
  }

  @Test
  void aDamagedStateStopsEverythingAndSaysWhere() throws Exception {
    firstKeySigns();
    var state = root.resolve("keys/example.com/state");
    Files.writeString(state, Files.readString(state).replace(" active ", " asleep "));
    assertThat(words(rotate()))
        .startsWith("✗ " + state + ":4: expected a stage:")
        .contains("Nothing is done for example.com until it is put right");
    assertThat(words(keyring().advance(Domain.of("example.net"))))
        .startsWith("✗ example.net has no keys here.");
  }

  @Test
  void manyWhoRotateAtOnceMakeOneKey() throws Exception {
    keys.make(KeyKind.RSA_2048);
    var threads = new ArrayList<Thread>();
    var failures = new ConcurrentLinkedQueue<Exception>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      rotate();
                    } catch (IOException | RuntimeException e) {
                      failures.add(e);
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(stages()).isEqualTo("r20261128 pending");
    assertThat(files()).hasSize(1);
  }

  @Test
  void signersSeeAStepWithoutARestart() throws Exception {
    var signing = new SigningKeys(folder(), clock);
    assertThat(signing.of(DOMAIN)).isEqualTo(new SigningKeys.Keys.None());
    firstKeySigns();
    var ready = (SigningKeys.Keys.Ready) signing.of(DOMAIN);
    assertThat(ready.signers()).hasSize(1);
    assertThat(ready.signers().getFirst().selector()).isEqualTo(Domain.of("r20261128"));
    clock.pass(Duration.ofDays(1));
    rotate();
    publish();
    rotate();
    clock.pass(HOUR);
    rotate();
    clock.pass(SigningKeys.RECHECK);
    var next = (SigningKeys.Keys.Ready) signing.of(DOMAIN);
    assertThat(next.signers().getFirst().selector()).isEqualTo(Domain.of("r20261129"));
  }
}

package org.signet.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dkim.KeyAccess;
import org.signet.dkim.KeyFile;
import org.signet.dkim.KeyKind;
import org.signet.dns.Authorities;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.TextRenderer;
import org.signet.foundation.text.Domain;

/// Provider mode: customers publish aliases once, and keys take turns behind them.
class ProviderTest {
  private static final Domain ZONE = Domain.of("keys.provider.example");
  private static final Domain CUSTOMER = Domain.of("customer.example");
  private static final Naming NAMING = new Naming.Alternating(ZONE);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Domain ALIAS = Domain.of("s1._domainkey.customer.example");

  @TempDir private Path root;
  private final TestClock clock = new TestClock();
  private final FakeDns dns = new FakeDns(clock, CUSTOMER, ZONE);
  private final TestKeys keys = new TestKeys();

  private KeyFolder folder() {
    return new KeyFolder(root, new KeyAccess(Set.of(), Optional.empty()));
  }

  private Keyring keyring() {
    return new Keyring(
        folder(), new KeySurvey(dns.authorities()), new Publishing.ByHand(), clock, keys::make);
  }

  private Progress rotate() throws IOException {
    return keyring().rotate(CUSTOMER, NAMING, KeyKind.RSA_2048);
  }

  private KeyState state(Domain domain) {
    return ((StateReading.Read) folder().read(domain)).state();
  }

  private void publish() {
    var state = state(CUSTOMER);
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

  private String stages() {
    return state(CUSTOMER).keys().stream()
        .map(key -> key.selector() + " " + key.stage().word())
        .collect(Collectors.joining(", "));
  }

  @Test
  void keysTakeTurnsAtTheTwoNamesAndTheCustomerDoesNothing() throws Exception {
    rotate();
    assertThat(state(CUSTOMER).aliases().stream().map(KeyState.Alias::zoneText))
        .containsExactly(
            "s1._domainkey.customer.example. 3600 IN CNAME"
                + " s1.customer.example.keys.provider.example.\n",
            "s2._domainkey.customer.example. 3600 IN CNAME"
                + " s2.customer.example.keys.provider.example.\n");
    publish();
    assertThat(told())
        .contains("waits until customer.example has the aliases that lead to it.")
        .contains("s2._domainkey.customer.example CNAME s2.customer.example.keys.provider.example");
    // The only thing that the customer ever does.
    aliases();

    for (var turn : new String[] {"s1", "s2", "s1", "s2"}) {
      if (state(CUSTOMER).keys().stream().noneMatch(key -> key.stage() == Stage.PENDING)) {
        rotate();
      }
      publish();
      rotate();
      clock.pass(HOUR);
      rotate();
      assertThat(stages()).contains(turn + " active").doesNotContain("pending");
      clock.pass(Duration.ofDays(6));
      keyring().advance(CUSTOMER);
      publish();
      keyring().advance(CUSTOMER);
      clock.pass(HOUR);
      keyring().advance(CUSTOMER);
      assertThat(stages()).doesNotContain("retiring", "revoked");
      clock.pass(Duration.ofDays(90));
    }
  }

  private void aliases() {
    state(CUSTOMER).aliases().forEach(alias -> dns.alias(alias.name(), alias.target()));
  }

  private String told() throws IOException {
    return new TextRenderer(200, false).render(KeyringExplainer.explain(rotate()));
  }

  /// From a look on that finds all in its place.
  private void signsOnlyAfter(Duration wait) throws IOException {
    rotate();
    clock.pass(wait.minusSeconds(1));
    assertThat(told()).contains("caches may hold what stood at its name before");
    assertThat(stages()).isEqualTo("s1 published");
    clock.pass(Duration.ofSeconds(1));
    rotate();
    assertThat(stages()).isEqualTo("s1 active");
  }

  /// A cache may hold for three hours that there was no alias.
  @Test
  void anAliasThatWasNotThereIsWaitedFor() throws Exception {
    rotate();
    publish();
    dns.keep(ALIAS, Duration.ofHours(3));
    assertThat(told()).contains("waits until customer.example has the aliases that lead to it");
    dns.keep(ALIAS, HOUR);
    aliases();
    signsOnlyAfter(Duration.ofHours(3));
  }

  /// The customer comes from another provider, whose alias caches may hold for a day.
  @Test
  void anAliasThatLedElsewhereIsWaitedFor() throws Exception {
    rotate();
    publish();
    aliases();
    dns.alias(ALIAS, Domain.of("s1.customer.example.other.example"));
    dns.keep(ALIAS, Duration.ofDays(1));
    assertThat(told())
        .contains("Not at every server: s1._domainkey.customer.example CNAME")
        .doesNotContain("s2._domainkey");
    dns.keep(ALIAS, HOUR);
    aliases();
    signsOnlyAfter(Duration.ofDays(1));
  }

  @Test
  void anAliasThatGoesAwayBeforeTheKeySignsIsWaitedForAnew() throws Exception {
    rotate();
    publish();
    aliases();
    rotate();
    assertThat(stages()).isEqualTo("s1 published");
    clock.pass(HOUR);
    dns.alias(ALIAS, Domain.of("elsewhere.example"));
    assertThat(told()).contains("waits until customer.example has the aliases that lead to it");
    assertThat(stages()).isEqualTo("s1 published");
    clock.pass(HOUR.minusSeconds(1));
    aliases();
    signsOnlyAfter(HOUR);
  }

  /// A server of the customer that does not answer is waited for, but starts no wait anew.
  @Test
  void aSilentServerOfTheCustomerStartsNoWaitAnew() throws Exception {
    rotate();
    publish();
    aliases();
    rotate();
    clock.pass(HOUR);
    dns.silence(FakeDns.SERVERS.getFirst(), true);
    rotate();
    assertThat(stages()).isEqualTo("s1 published");
    dns.silence(FakeDns.SERVERS.getFirst(), false);
    rotate();
    assertThat(stages()).isEqualTo("s1 active");
  }

  /// Zone text that names no servers shows aliases as it shows keys.
  @Test
  void aliasesInZoneText() throws Exception {
    rotate();
    var zone = new StringBuilder();
    var state = state(CUSTOMER);
    state.keys().forEach(key -> zone.append(state.wanted(key).orElseThrow().zoneText()));
    var without = surveyed(zone.toString()).aliases(state.aliases());
    assertThat(without.missing()).isEqualTo(state.aliases());
    state.aliases().forEach(alias -> zone.append(alias.zoneText()));
    var with = surveyed(zone.toString()).aliases(state.aliases());
    assertThat(with).isEqualTo(new AliasSighting(List.of(), false, HOUR));
  }

  private static KeySurvey surveyed(String zone) {
    var text = ZoneResolver.of(zone);
    return KeySurvey.ofZoneText(new Authorities(text, text.direct()), text);
  }

  @Test
  void aNameIsUsedAgainOnlyWhenItsKeyWasRemoved() throws Exception {
    rotate();
    aliases();
    for (int i = 0; i < 2; i++) {
      if (i > 0) {
        rotate();
      }
      publish();
      rotate();
      clock.pass(HOUR);
      rotate();
    }
    assertThat(stages()).isEqualTo("s1 retiring, s2 active");
    assertThat(told())
        .contains("A new key waits until the name s1 is free: its key is not removed yet.");
    assertThat(stages()).isEqualTo("s1 retiring, s2 active");
  }

  /// 10,000 domains, thoroughly, and else fewer: each is found at once, and one more needs no
  /// restart.
  @Test
  void tenThousandDomainsAreServedAndOneMoreNeedsNoRestart() throws Exception {
    int count = Boolean.getBoolean("signet.thorough") ? 10_000 : 1_000;
    var store = folder().store();
    for (int i = 0; i < count; i++) {
      add(store, Domain.of("customer" + i + ".example"));
    }
    assertThat(folder().domains()).hasSize(count);

    var signing = new SigningKeys(folder(), clock);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < count; i++) {
        assertThat(signing.of(Domain.of("customer" + i + ".example")))
            .isInstanceOf(SigningKeys.Keys.Ready.class);
      }
      clock.pass(SigningKeys.RECHECK);
    }
    var added = Domain.of("new.example");
    assertThat(signing.of(added)).isEqualTo(new SigningKeys.Keys.None());
    add(store, added);
    assertThat(signing.of(added)).isInstanceOf(SigningKeys.Keys.Ready.class);
    assertThat(signing.of(Domain.of("unknown.example"))).isEqualTo(new SigningKeys.Keys.None());
    assertThat(signing.of(Domain.of("a\\/b"))).isEqualTo(new SigningKeys.Keys.None());
  }

  /// As after the first rotation of a domain. Files are not written down to the disk here: 20,000
  /// times that is the disk's speed and not ours.
  private void add(FolderStore store, Domain domain) throws IOException {
    var key = keys.make(KeyKind.ED25519);
    var folder = Files.createDirectory(store.folder(domain));
    var state =
        new KeyState(
            domain,
            NAMING,
            Duration.ZERO,
            List.of(
                new DomainKey(
                    Domain.of("e1"),
                    key.publicKey(),
                    "e1.pem",
                    Stage.ACTIVE,
                    clock.instant(),
                    HOUR,
                    Optional.empty(),
                    false)),
            Optional.empty(),
            false);
    Files.writeString(folder.resolve(FolderStore.STATE), StateWriter.text(state));
    var file = Files.createFile(folder.resolve("e1.pem"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, KeyFile.text(key));
  }
}

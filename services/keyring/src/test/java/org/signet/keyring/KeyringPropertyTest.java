package org.signet.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dkim.KeyKind;
import org.signet.dkim.KeyProblem;
import org.signet.dkim.KeyReading;
import org.signet.dkim.KeyRecord;
import org.signet.dkim.SigningKey;
import org.signet.foundation.text.Domain;

/// Whatever people do in whatever order, steps, ways back, slow publishing and a program that dies
/// in between: the key that signs, and each that signed mail which may be on its way, is what every
/// verifier finds, whichever server or cache it asks.
class KeyringPropertyTest {
  private static final Domain CUSTOMER = Domain.of("customer.example");
  private static final Domain PROVIDER = Domain.of("keys.provider.example");

  /// Mail that the test lets be on its way.
  private static final Duration ON_ITS_WAY = Rotation.QUEUES;

  /// The program dies.
  private static final class Crash extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// A store in memory that keeps states as text, and dies now and then before or after a write.
  private static final class FragileStore implements KeyStore {
    final SplittableRandom chance;
    final Map<String, SigningKey> files = new HashMap<>();
    Optional<String> state = Optional.empty();
    boolean dies = false;

    FragileStore(SplittableRandom chance) {
      this.chance = chance;
    }

    private void perhapsDie() throws Crash {
      if (dies && chance.nextInt(4) == 0) {
        throw new Crash();
      }
    }

    @Override
    public StateReading read(Domain domain) {
      return state
          .map(text -> StateReader.read(Path.of("state"), domain, text))
          .orElseGet(StateReading.Absent::new);
    }

    @Override
    public void write(KeyState next) throws IOException {
      perhapsDie();
      state = Optional.of(StateWriter.text(next));
      assertThat(read(next.domain())).isEqualTo(new StateReading.Read(next));
      perhapsDie();
    }

    @Override
    public void keep(Domain domain, String file, SigningKey key) throws IOException {
      perhapsDie();
      assertThat(files.put(file, key)).as("a key is never overwritten").isNull();
      perhapsDie();
    }

    @Override
    public KeyReading privateKey(Domain domain, String file) {
      var key = files.get(file);
      return key == null
          ? new KeyReading.Refused(new KeyProblem.NotFound())
          : new KeyReading.Read(key);
    }

    @Override
    public void erase(Domain domain, String file) throws IOException {
      perhapsDie();
      files.remove(file);
      perhapsDie();
    }

    @Override
    public Lock lock(Domain domain) {
      return () -> {};
    }
  }

  private final TestClock clock = new TestClock();
  private final Map<KeyRecord, Instant> signed = new HashMap<>();
  private final Set<KeyRecord> stolen = new HashSet<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aKeyThatSignsIsAlwaysTheOneThatVerifiersFind(long seed) {
    var chance = new SplittableRandom(seed);
    var isProvider = seed % 3 == 0;
    Naming naming = isProvider ? new Naming.Alternating(PROVIDER) : new Naming.Fresh();
    var dns = new FakeDns(clock, CUSTOMER, PROVIDER);
    var store = new FragileStore(chance);
    Function<KeyKind, SigningKey> maker = new TestKeys()::make;
    var keyring =
        new Keyring(store, new KeySurvey(dns.authorities()), new Publishing.ByHand(), clock, maker);
    int rounds = Boolean.getBoolean("signet.thorough") ? 20_000 : 2_000;
    int activated = 0;
    for (int i = 0; i < rounds; i++) {
      store.dies = chance.nextInt(5) == 0;
      try {
        if (act(keyring, store, dns, naming, chance) instanceof Progress.Took took
            && took.step() == Step.ACTIVATE) {
          activated++;
        }
      } catch (IOException _) {
        // It died. The next call goes on.
      }
      store.dies = false;
      verify(store, dns);
      if (chance.nextInt(3) == 0) {
        clock.pass(Duration.ofMinutes(chance.nextInt(chance.nextInt(5) == 0 ? 60 * 48 : 60)));
        verify(store, dns);
      }
    }
    assertThat(activated).as("keys that came to sign").isGreaterThan(5);
  }

  private Progress act(
      Keyring keyring, FragileStore store, FakeDns dns, Naming naming, SplittableRandom chance)
      throws IOException {
    var kind = KeyKind.ED25519;
    var state = state(store);
    return switch (chance.nextInt(20)) {
      case 0, 1 -> keyring.rotate(CUSTOMER, naming, kind);
      case 2, 3, 4, 5, 6 -> keyring.advance(CUSTOMER);
      case 7 -> keyring.undo(CUSTOMER);
      case 8 -> {
        var selectors = state.map(KeyState::keys).orElse(List.of());
        if (selectors.isEmpty()) {
          yield keyring.advance(CUSTOMER);
        }
        var key = selectors.get(chance.nextInt(selectors.size()));
        var isStolen = chance.nextInt(6) == 0;
        if (isStolen) {
          stolen.add(KeyRecord.publishing(state.get().recordName(key), key.publicKey()));
        }
        yield keyring.retire(CUSTOMER, key.selector(), isStolen, chance.nextInt(8) == 0);
      }
      default -> {
        administer(state, dns, chance);
        yield keyring.advance(CUSTOMER);
      }
    };
  }

  /// The person who looks after the DNS does some of what the state wants, at one server.
  private static void administer(Optional<KeyState> found, FakeDns dns, SplittableRandom chance) {
    if (found.isEmpty()) {
      return;
    }
    var state = found.get();
    state.aliases().forEach(alias -> dns.alias(alias.name(), alias.target()));
    var server = FakeDns.SERVERS.get(chance.nextInt(FakeDns.SERVERS.size()));
    var names = state.keys().stream().map(state::recordName).collect(Collectors.toSet());
    for (var key : state.keys()) {
      if (chance.nextBoolean()) {
        state
            .wanted(key)
            .ifPresentOrElse(
                record -> dns.put(server, record.name(), record.value()),
                () -> dns.remove(server, state.recordName(key)));
      }
    }
    // Records that no key has any more are cleaned up.
    for (var name : dns.names()) {
      if (!names.contains(name) && chance.nextInt(4) == 0) {
        dns.remove(server, name);
      }
    }
  }

  private static Optional<KeyState> state(FragileStore store) {
    return switch (store.read(CUSTOMER)) {
      case StateReading.Read(var state) -> Optional.of(state);
      case StateReading.Absent() -> Optional.empty();
      case StateReading.Damaged(var problem) -> throw new AssertionError(problem.sentence());
      case StateReading.Closed _ -> throw new AssertionError("closed");
    };
  }

  private void verify(FragileStore store, FakeDns dns) {
    var found = state(store);
    if (found.isEmpty()) {
      return;
    }
    var state = found.get();
    var now = clock.instant();
    for (var key : state.active()) {
      assertThat(store.files).as("the private key that signs").containsKey(key.file());
      signed.put(KeyRecord.publishing(state.recordName(key), key.publicKey()), now);
    }
    signed.forEach(
        (record, when) -> {
          if (now.isBefore(when.plus(ON_ITS_WAY)) && !stolen.contains(record)) {
            assertThat(dns.visible(record.name()))
                .as("what verifiers see at %s, %s after it signed", record.name(), when)
                .containsExactly(Optional.of(record.value()));
          }
        });
  }
}

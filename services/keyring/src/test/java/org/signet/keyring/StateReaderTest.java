package org.signet.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.dkim.DkimPublicKey;
import org.signet.dkim.KeyKind;
import org.signet.foundation.text.Domain;

class StateReaderTest {
  private static final Domain DOMAIN = Domain.of("example.com");
  private static final Path FILE = Path.of("keys/example.com/state");
  private static final List<Step> STEPS = List.of(Step.values());
  private static final List<Stage> STAGES = List.of(Stage.values());
  private static final TestKeys KEYS = new TestKeys();

  private static final String TEXT =
      """
      # Kept by Signet. "signet key show" explains it; "signet key rotate" changes it.
      signet-keys 1
      domain example.com
      validity 604800
      held
      key e20261101 retiring since 2026-11-28T10:00:00Z ttl 3600 file e20261101-d2b1ca3d40b1.pem
        k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
      key e20261128 active since 2026-11-28T10:00:00Z ttl 86400 compromised file e20261128-3f.pem
        k=ed25519; p=PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=
      undo activate
      before e20261101 active since 2026-11-01T10:00:00Z ttl 3600 file e20261101-d2b1ca3d40b1.pem
        k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
      before e20261128 published since 2026-11-28T09:00:00Z ttl 86400 file e20261128-3f.pem
        k=ed25519; p=PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=
      """;

  private static KeyState random(SplittableRandom chance) {
    var naming =
        chance.nextBoolean()
            ? new Naming.Fresh()
            : new Naming.Alternating(Domain.of("keys.provider.example"));
    var keys = keys(naming, chance);
    var undo =
        chance.nextBoolean()
            ? Optional.of(
                new KeyState.Undo(STEPS.get(chance.nextInt(STEPS.size())), keys(naming, chance)))
            : Optional.<KeyState.Undo>empty();
    var validity = Duration.ofSeconds(chance.nextInt(2) * chance.nextLong(1_000_000));
    return new KeyState(DOMAIN, naming, validity, keys, undo, chance.nextBoolean());
  }

  private static List<DomainKey> keys(Naming naming, SplittableRandom chance) {
    var keys = new ArrayList<DomainKey>();
    for (var type : KeyType.values()) {
      var hasActive = false;
      int most = naming instanceof Naming.Fresh ? chance.nextInt(5) : chance.nextInt(3);
      for (int i = 0; i < most; i++) {
        var selector =
            naming instanceof Naming.Fresh
                ? Domain.of(type.word() + "-" + i)
                : Naming.Alternating.names(type).get(i);
        var stage = STAGES.get(chance.nextInt(STAGES.size()));
        if (stage == Stage.ACTIVE && hasActive) {
          stage = Stage.RETIRING;
        }
        hasActive |= stage == Stage.ACTIVE;
        keys.add(
            new DomainKey(
                selector,
                key(type),
                selector + "-" + chance.nextInt(1_000) + ".pem",
                stage,
                time(chance),
                Duration.ofSeconds(chance.nextInt(100_000)),
                chance.nextBoolean() ? Optional.of(time(chance)) : Optional.empty(),
                chance.nextBoolean()));
      }
    }
    return keys;
  }

  private static DkimPublicKey key(KeyType type) {
    return KEYS.make(type == KeyType.RSA ? KeyKind.RSA_2048 : KeyKind.ED25519).publicKey();
  }

  private static Instant time(SplittableRandom chance) {
    return Instant.ofEpochSecond(1_800_000_000L + chance.nextInt(100_000_000), chance.nextInt(2));
  }

  @Test
  void whatIsWrittenIsRead() {
    var chance = new SplittableRandom(4);
    for (int i = 0; i < 2_000; i++) {
      var state = random(chance);
      var text = StateWriter.text(state);
      assertThat(StateReader.read(FILE, DOMAIN, text)).isEqualTo(new StateReading.Read(state));
    }
  }

  @Test
  void theTextIsForPeopleToo() {
    var state = ((StateReading.Read) StateReader.read(FILE, DOMAIN, TEXT)).state();
    assertThat(StateWriter.text(state)).isEqualTo(TEXT);
    assertThat(state.active()).hasSize(1);
    assertThat(state.undo().orElseThrow().before()).hasSize(2);
  }

  /// Each fault has its line, its column, and what was expected.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "signet-keys 1 | signet-keys 2 | 2:0 | signet-keys 1",
        "domain example.com | domain example.net | 3:7 | the domain of this folder, example.com",
        "domain example.com | domain | 3:0 | \"domain\"",
        "604800 | -1 | 4:9 | a number of seconds",
        "604800 | 99999999999 | 4:9 | a number of seconds",
        "held | help | 5:0 | zone, validity, held, key, undo or before, in this order",
        "held | held now | 5:4 | the end of the line",
        "key e20261128 active | key e/x active | 8:4 | a selector",
        "key e20261128 active | key e20261128 signs | 8:14 | a stage: pending, published, active,"
            + " retiring, revoked or removed",
        "key e20261101 retiring | key e20261101 active | 9:59 | one active key of type ed25519",
        "key e20261128 active | key e20261101 active | 9:59 | each selector once (e20261101 is"
            + " repeated)",
        "2026-11-28T09:00:00Z | yesterday | 13:33 | a time such as 2026-11-28T10:00:00Z",
        "2026-11-28T09:00:00Z | +999999999-11-28T09:00:00Z | 13:33 | a time such as"
            + " 2026-11-28T10:00:00Z",
        "e20261101-d2b1ca3d40b1.pem | ../../etc/passwd | 6:64 | the name of a file, with the ending"
            + " .pem",
        "e20261101-d2b1ca3d40b1.pem | .pem | 6:64 | the name of a file, with the ending .pem",
        "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= | 11qY | 7:0 | a public key: k=…; p=…",
        "undo activate | undo dance | 10:5 | a step",
        "undo activate | # undo | 11:0 | zone, validity, held, key, undo or before, in this order",
        "ttl 3600 | ttl | 6:54 | a number of seconds",
        "since 2026-11-28T09 | until 2026-11-28T09 | 13:26 | \"since\"",
      })
  void aFaultHasItsPlaceAndItsRule(String right, String wrong, String place, String expected) {
    var text = TEXT.replace(right, wrong);
    assertThat(text).isNotEqualTo(TEXT);
    var problem = ((StateReading.Damaged) StateReader.read(FILE, DOMAIN, text)).problem();
    assertThat(problem.line() + ":" + problem.problem().at()).isEqualTo(place);
    assertThat(problem.problem().expected()).isEqualTo(expected);
    assertThat(problem.sentence()).startsWith(FILE + ":" + problem.line() + ": expected ");
  }

  @Test
  void boundsHold() {
    assertThat(StateReader.read(FILE, DOMAIN, TEXT + "#".repeat(StateReader.MOST_OCTETS)))
        .isInstanceOf(StateReading.Damaged.class);
    var comment = "#".repeat(StateReader.MOST_OCTETS - TEXT.length());
    assertThat(StateReader.read(FILE, DOMAIN, TEXT + comment))
        .isInstanceOf(StateReading.Read.class);
    var many = new StringBuilder("signet-keys 1\ndomain example.com\n");
    for (int i = 0; i < KeyState.MOST_KEYS; i++) {
      many.append("key s%d pending since 2026-11-28T10:00:00Z ttl 1 file s.pem\n".formatted(i));
      many.append("  k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n");
    }
    assertThat(StateReader.read(FILE, DOMAIN, many.toString()))
        .isInstanceOf(StateReading.Read.class);
    many.append("key more pending since 2026-11-28T10:00:00Z ttl 1 file s.pem\n");
    many.append("  k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n");
    assertThat(StateReader.read(FILE, DOMAIN, many.toString()))
        .isInstanceOf(StateReading.Damaged.class);
  }

  @Test
  void anyTextGivesAnAnswer() {
    var chance = new SplittableRandom(5);
    int rounds = Boolean.getBoolean("signet.thorough") ? 200_000 : 10_000;
    int read = 0;
    for (int i = 0; i < rounds; i++) {
      var text = new StringBuilder(TEXT);
      for (int changes = chance.nextInt(1, 4); changes > 0; changes--) {
        int at = chance.nextInt(text.length());
        switch (chance.nextInt(4)) {
          case 0 -> text.setCharAt(at, (char) chance.nextInt(256));
          case 1 -> text.delete(at, Math.min(text.length(), at + chance.nextInt(100)));
          case 2 -> text.insert(at, text.substring(0, chance.nextInt(text.length())));
          default -> text.setCharAt(at, text.charAt(chance.nextInt(text.length())));
        }
      }
      switch (StateReader.read(FILE, DOMAIN, text.toString())) {
        case StateReading.Read(var state) -> {
          read++;
          assertThat(StateReader.read(FILE, DOMAIN, StateWriter.text(state)))
              .isEqualTo(new StateReading.Read(state));
        }
        case StateReading.Damaged(var problem) -> assertThat(problem.sentence()).isNotEmpty();
        case StateReading.Absent _, StateReading.Closed _ -> throw new AssertionError();
      }
    }
    assertThat(read).isPositive();
  }
}

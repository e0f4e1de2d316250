package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeferralsTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final String ATTEMPT = Deferrals.attempt("192.0.2.0/24", "a@b.example", "c");

  @TempDir Path folder;

  @Test
  void anAttemptIsNamedByItsPartsAndTellsNobodyWhatTheyAre() {
    assertThat(ATTEMPT)
        .matches("[0-9a-f]{64}")
        .isEqualTo(Deferrals.attempt("192.0.2.0/24", "a@b.example", "c"))
        .isNotEqualTo(Deferrals.attempt("192.0.2.0/24", "a@b.examplec", ""))
        .isNotEqualTo(Deferrals.attempt("192.0.2.0/24a@b.example", "c"));
  }

  @Test
  void memoryIsEnough() {
    var deferrals = new Deferrals(Optional::empty);
    assertThat(deferrals.since(ATTEMPT)).isEmpty();
    assertThat(deferrals.firstSeen(ATTEMPT, Made.NOON)).isEqualTo(Made.NOON);
    assertThat(deferrals.firstSeen(ATTEMPT, Made.NOON.plusSeconds(9))).isEqualTo(Made.NOON);
    assertThat(deferrals.since(ATTEMPT)).hasValue(Made.NOON);
    deferrals.forgetBefore(Made.NOON);
    assertThat(deferrals.since(ATTEMPT)).isPresent();
    deferrals.forgetBefore(Made.NOON.plusNanos(1));
    assertThat(deferrals.since(ATTEMPT)).isEmpty();
  }

  @Test
  void memoryIsBounded() {
    var deferrals = new Deferrals(Optional::empty);
    for (int i = 0; i <= Deferrals.MOST; i++) {
      deferrals.firstSeen("a" + i, Made.NOON);
    }
    assertThat(deferrals.since("a0")).isEmpty();
    assertThat(deferrals.since("a1")).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void anotherHostKnowsToo(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var one = new Deferrals(() -> Optional.of(store), LONG);
      var other = new Deferrals(() -> Optional.of(store), LONG);
      assertThat(other.since(ATTEMPT)).isEmpty();
      assertThat(one.firstSeen(ATTEMPT, Made.NOON)).isEqualTo(Made.NOON);
      assertThat(other.since(ATTEMPT)).hasValue(Made.NOON);
      assertThat(other.firstSeen(ATTEMPT, Made.NOON.plusSeconds(9))).isEqualTo(Made.NOON);
    }
  }

  /// What was put off while the store was away is told to it by the next try.
  @ParameterizedTest
  @EnumSource
  void theFirstTimeOutlivesAStoreThatWasAway(Databases database) throws IOException {
    var settings = database.fresh(folder);
    var away = Store.open(settings);
    away.close();
    try (var store = Store.open(settings)) {
      var current = new Store[] {away};
      var deferrals = new Deferrals(() -> Optional.of(current[0]), LONG);
      assertThat(deferrals.firstSeen(ATTEMPT, Made.NOON)).isEqualTo(Made.NOON);
      current[0] = store;
      assertThat(deferrals.firstSeen(ATTEMPT, Made.NOON.plusSeconds(9))).isEqualTo(Made.NOON);
      assertThat(store.deferredSince(ATTEMPT)).hasValue(Made.NOON);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTableIsBounded(Databases database) throws IOException {
    try (var open = Database.open(database.fresh(folder));
        var handle = open.jdbi().open()) {
      var table = new DeferralTable(handle, 10);
      for (int i = 0; i < 30; i++) {
        table.firstAt("a" + i, Made.NOON.plusSeconds(i));
      }
      table.tidy(Made.NOON);
      assertThat(table.firstAt("a18")).isEmpty();
      assertThat(table.firstAt("a20")).isPresent();
      table.tidy(Made.NOON.plusSeconds(25));
      assertThat(table.firstAt("a24")).isEmpty();
      assertThat(table.firstAt("a25")).isPresent();
    }
  }

  @Test
  void aStoreThatBlocksIsNotWaitedFor() throws Exception {
    var settings = Databases.POSTGRESQL.fresh(folder);
    try (var store = Store.open(settings);
        var database = Database.open(settings);
        var holder = database.jdbi().open()) {
      holder.begin();
      holder.execute("lock table deferral in access exclusive mode");
      var deferrals = new Deferrals(() -> Optional.of(store), Duration.ofMillis(1));
      for (int i = 0; i < 200; i++) {
        assertThat(deferrals.firstSeen("a" + i, Made.NOON)).isEqualTo(Made.NOON);
      }
      holder.rollback();
    }
  }
}

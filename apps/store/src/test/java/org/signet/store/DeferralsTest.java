package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeferralsTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final String NETWORK = Deferrals.attempt("192.0.2.0/24");
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
  void withoutAStoreNothingIsKnown() {
    var deferrals = new Deferrals(Optional::empty);
    deferrals.note(NETWORK, Map.of(ATTEMPT, Made.NOON));
    assertThat(deferrals.since(List.of(ATTEMPT))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anotherHostKnowsToo(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var one = new Deferrals(() -> Optional.of(store), LONG);
      var other = new Deferrals(() -> Optional.of(store), LONG);
      assertThat(other.since(List.of(ATTEMPT))).isEmpty();
      one.note(NETWORK, Map.of(ATTEMPT, Made.NOON));
      other.note(NETWORK, Map.of(ATTEMPT, Made.NOON.plusSeconds(9), "b", Made.NOON));
      assertThat(other.since(List.of(ATTEMPT, "b", "c")))
          .isEqualTo(Map.of(ATTEMPT, Made.NOON, "b", Made.NOON));
    }
  }

  /// More than one network may have: its own eldest give way, and nobody else's.
  @ParameterizedTest
  @EnumSource
  void whoFloodsItForgetsHimself(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var deferrals = new Deferrals(() -> Optional.of(store), LONG);
      deferrals.note("quiet", Map.of("q", Made.NOON.minusSeconds(9)));
      var flood = new TreeMap<String, Instant>();
      for (int i = 0; i < DeferralTable.MOST_OF_A_NETWORK; i++) {
        flood.put("a" + i, Made.NOON.plusSeconds(i));
      }
      deferrals.note(NETWORK, flood);
      assertThat(deferrals.since(List.of("a0", "a1", "q"))).hasSize(3);
      deferrals.note(NETWORK, Map.of("more", Made.NOON.plusSeconds(9_999)));
      assertThat(deferrals.since(List.of("a0", "a1", "q", "more")))
          .containsOnlyKeys("a1", "q", "more");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTableIsBounded(Databases database) throws IOException {
    try (var open = Database.open(database.fresh(folder));
        var handle = open.jdbi().open()) {
      var table = new DeferralTable(handle, 10);
      for (int i = 0; i < 30; i++) {
        table.note("n" + i, Map.of("a" + i, Made.NOON.plusSeconds(i)));
      }
      table.tidy(Made.NOON);
      assertThat(table.firstAt(List.of("a18"))).isEmpty();
      assertThat(table.firstAt(List.of("a20"))).isNotEmpty();
      table.tidy(Made.NOON.plusSeconds(25));
      assertThat(table.firstAt(List.of("a24"))).isEmpty();
      assertThat(table.firstAt(List.of("a25"))).isNotEmpty();
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
        deferrals.note(NETWORK, Map.of("a" + i, Made.NOON));
        assertThat(deferrals.since(List.of("a" + i))).isEmpty();
      }
      holder.rollback();
    }
  }
}

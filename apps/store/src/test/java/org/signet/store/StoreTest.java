package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.foundation.text.Domain;

/// The same on each database.
class StoreTest {
  private static final Selection EVER =
      Selection.between(Instant.EPOCH, Made.NOON.plus(Duration.ofDays(1)));

  @TempDir Path folder;

  private static List<KeptMessage> all(Store store, Selection selection) throws StoreProblem {
    var found = new ArrayList<KeptMessage>();
    store.forEach(selection, found::add);
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKeptIsFound(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var message =
          new KeptMessage(
              "4fQ1r2abc",
              Instant.parse("2026-11-25T12:00:00.123456789Z"),
              "inbound",
              "reject",
              Optional.of(Domain.of("xn--bcher-kva.example")),
              "fail",
              "\u0000\u0001 any octets \u00ff");
      assertThat(store.keep(List.of(message))).isZero();
      assertThat(store.find("4fQ1r2abc")).containsExactly(message);
      assertThat(store.find("4fq1r2abc")).as("queue ids have case").isEmpty();
      assertThat(store.find("' or '1'='1")).isEmpty();
      assertThat(store.find("\u0000")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aQueueIdThatIsUsedAgainHasSeveral(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var first = Made.message("A", Made.NOON);
      var second = Made.message("A", Made.NOON.plusSeconds(1));
      var other = Made.message("B", Made.NOON.plusSeconds(2));
      store.keep(List.of(first, second, other));
      assertThat(store.find("A")).containsExactly(second, first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSelectionIsReadInTheOrderOfTime(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var random = new SplittableRandom(1);
      var messages = new ArrayList<KeptMessage>();
      for (int i = 0; i < 950; i++) {
        messages.add(Made.any(random));
      }
      // Many of one moment, more than are read at once.
      for (int i = 0; i < 250; i++) {
        messages.add(Made.message("same" + i, Made.NOON.minusSeconds(60)));
      }
      store.keep(messages.subList(0, 500));
      store.keep(messages.subList(500, messages.size()));
      messages.sort(Comparator.comparing(KeptMessage::at));
      var day = all(store, EVER);
      assertThat(day).containsExactlyInAnyOrderElementsOf(messages);
      assertThat(day).isSortedAccordingTo(Comparator.comparing(KeptMessage::at));
      assertThat(store.count(EVER)).isEqualTo(1_200);

      var from = Made.NOON.minus(Duration.ofHours(6));
      var to = Made.NOON.minusSeconds(60);
      var rejected = Selection.between(from, to).with("reject");
      var expected =
          messages.stream()
              .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
              .filter(one -> one.action().equals("reject"))
              .toList();
      assertThat(expected).isNotEmpty();
      assertThat(all(store, rejected)).containsExactlyElementsOf(expected);
      assertThat(store.count(rejected)).isEqualTo(expected.size());
      assertThat(all(store, EVER.with("no such action"))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStoreIsThereAgain(Databases database) throws IOException {
    var settings = database.fresh(folder);
    try (var store = Store.open(settings)) {
      store.keep(List.of(Made.message("A", Made.NOON)));
      store.defer("n", Map.of("x", Made.NOON));
    }
    try (var store = Store.open(settings)) {
      assertThat(store.find("A")).hasSize(1);
      assertThat(store.deferredSince(List.of("x"))).containsValue(Made.NOON);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTooOldIsForgotten(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var messages = new ArrayList<KeptMessage>();
      for (int hour = 0; hour < 100; hour++) {
        messages.add(Made.message("h" + hour, Made.NOON.minus(Duration.ofHours(hour))));
      }
      store.keep(messages);
      store.defer("n", Map.of("long ago", Made.NOON.minus(Duration.ofDays(8))));
      store.defer("n", Map.of("lately", Made.NOON.minus(Duration.ofDays(6))));
      var retention = new Retention(Duration.ofDays(2), Long.MAX_VALUE);
      assertThat(store.forget(retention, Made.NOON)).as("more to forget").isFalse();
      assertThat(store.count(EVER)).isEqualTo(49);
      assertThat(store.find("h48")).hasSize(1);
      assertThat(store.find("h49")).isEmpty();
      assertThat(store.deferredSince(List.of("long ago", "lately"))).containsOnlyKeys("lately");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOldestGiveWayToTheYounger(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var messages = new ArrayList<KeptMessage>();
      for (int i = 0; i < 100; i++) {
        messages.add(
            Made.message("m" + i, Made.NOON.plusSeconds(i), "mark", "x".repeat(1_000 + i)));
      }
      store.keep(messages);
      long whole = messages.stream().mapToLong(one -> one.proof().length()).sum();
      store.forget(new Retention(Duration.ofDays(1), whole), Made.NOON);
      assertThat(store.count(EVER)).isEqualTo(100);
      store.forget(new Retention(Duration.ofDays(1), whole - 1), Made.NOON);
      assertThat(store.find("m0")).isEmpty();
      assertThat(store.count(EVER)).isEqualTo(99);
      store.forget(new Retention(Duration.ofDays(1), 10_000), Made.NOON);
      assertThat(all(store, EVER)).isEqualTo(messages.subList(91, 100));
      store.forget(new Retention(Duration.ofDays(1), 0), Made.NOON);
      assertThat(store.count(EVER)).isZero();
      assertThat(store.forget(new Retention(Duration.ofDays(1), 0), Made.NOON)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void forgettingIsBoundedForEachRun(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var messages = new ArrayList<KeptMessage>();
      for (int i = 0; i < 2_500; i++) {
        messages.add(Made.message("m" + i, Made.NOON.plusMillis(i)));
      }
      store.keep(messages);
      var nothing = new Retention(Duration.ofDays(1), 0);
      assertThat(store.forget(nothing, Made.NOON)).isTrue();
      assertThat(store.count(EVER)).isEqualTo(500);
      assertThat(store.find("m1999")).isEmpty();
      assertThat(store.find("m2000")).hasSize(1);
      assertThat(store.forget(nothing, Made.NOON)).isFalse();
      assertThat(store.count(EVER)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsTooLargeTakesNoOtherWithIt(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var most = "x".repeat(KeptMessage.MOST_OCTETS);
      var refused =
          store.keep(
              List.of(
                  Made.message("small", Made.NOON),
                  Made.message("most", Made.NOON, "mark", most),
                  Made.message("more", Made.NOON, "mark", most + "x")));
      assertThat(refused).isEqualTo(1);
      assertThat(store.find("small")).hasSize(1);
      assertThat(store.find("most")).hasSize(1);
      assertThat(store.find("more")).isEmpty();
    }
  }

  /// PostgreSQL takes no NUL in a text; the message beside it is kept all the same.
  @ParameterizedTest
  @EnumSource
  void oneThatTheDatabaseRefusesTakesNoOtherWithIt(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var odd = Made.message("odd", Made.NOON, "a\u0000b", "proof");
      int refused = store.keep(List.of(Made.message("A", Made.NOON), odd));
      assertThat(refused).isBetween(0, 1);
      assertThat(store.find("A")).hasSize(1);
      assertThat(store.find("odd")).hasSize(1 - refused);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofSeveralThatPutOffAtOnceOneIsFirst(Databases database) throws Exception {
    try (var store = Store.open(database.fresh(folder));
        var threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 20; round++) {
        var attempt = "attempt" + round;
        var tries = Stream.iterate(0, i -> i < 4, i -> i + 1).map(i -> defer(store, attempt, i));
        var answers = new HashSet<Map<String, Instant>>();
        for (var answer : threads.invokeAll(tries.toList())) {
          answers.add(answer.get());
        }
        assertThat(answers).hasSize(1);
      }
      assertThat(store.deferredSince(List.of("another"))).isEmpty();
    }
  }

  private static Callable<Map<String, Instant>> defer(Store store, String attempt, int second) {
    return () -> {
      store.defer("n", Map.of(attempt, Made.NOON.plusSeconds(second)));
      return store.deferredSince(List.of(attempt));
    };
  }

  /// The file of H2 grows with every change; a server sees to its own.
  @ParameterizedTest
  @EnumSource
  void filesAreMadeSmallAgain(Databases database) throws IOException {
    var settings = database.fresh(folder);
    var random = new Random(12);
    var retention = new Retention(Duration.ofDays(1), 1 << 20);
    boolean isSmaller = false;
    int count = 0;
    try (var store = Store.open(settings)) {
      while (!isSmaller && count < 15_000) {
        var batch = new ArrayList<KeptMessage>();
        for (int i = 0; i < 500; i++) {
          batch.add(Made.large("m" + count, Made.NOON.plusMillis(count++), random));
        }
        store.keep(batch);
        store.forget(retention, Made.NOON);
        isSmaller = store.shrink();
      }
    }
    try (var store = Store.open(settings)) {
      assertThat(store.find("m" + (count - 1))).hasSize(1);
      assertThat(store.shrink()).isFalse();
    }
    switch (settings) {
      case StoreSettings.Folder(var place) -> {
        assertThat(isSmaller).isTrue();
        assertThat(place.resolve("signet.mv.db").toFile()).satisfies(StoreTest::isSmall);
      }
      case StoreSettings.Server _ -> assertThat(isSmaller).isFalse();
    }
  }

  private static void isSmall(File file) {
    assertThat(file.length()).isLessThan(6 << 20);
  }

  @ParameterizedTest
  @EnumSource
  void aClosedStoreSaysSo(Databases database) throws IOException {
    var store = Store.open(database.fresh(folder));
    store.close();
    assertThatThrownBy(() -> store.keep(List.of(Made.message("A", Made.NOON))))
        .isInstanceOf(StoreProblem.class);
    assertThatThrownBy(() -> store.find("A")).isInstanceOf(StoreProblem.class);
  }
}

package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.store.Made.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.foundation.text.Domain;
import org.signet.store.TlsAnswer.Basis;

@Timeout(60)
class TlsAnswersTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Domain BOATS = Domain.of("boats.example");

  @TempDir Path folder;

  private static Instant noonPlus(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private static TlsAnswer told(String answer, Basis basis, int first, int last) {
    return new TlsAnswer(BOATS, basis, answer, "a reason", noonPlus(first), noonPlus(last));
  }

  private static TlsAnswer dane(int first, int last) {
    return told("dane-only", Basis.DANE, first, last);
  }

  private static TlsAnswer nothing(int first, int last) {
    return told("NOTFOUND", Basis.NOTHING, first, last);
  }

  private static void keep(TlsAnswers answers, TlsAnswer one) {
    answers.keep(one.domain(), one.answer(), one.basis(), one.reason(), one.first());
  }

  private static List<TlsAnswer> all(Archive archive) throws StoreProblem {
    return archive.tlsAnswers(BOATS, NOON, noonPlus(100_000));
  }

  @ParameterizedTest
  @EnumSource
  void whatStaysTheSameIsOneRow(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var answers = TlsAnswers.start(() -> Optional.of(store));
      for (int minute = 0; minute <= 100; minute++) {
        keep(answers, dane(minute, minute));
      }
      keep(answers, nothing(101, 101));
      keep(answers, nothing(103, 103));
      keep(answers, dane(104, 104));
      assertThat(answers.close(LONG)).isTrue();
      assertThat(all(store)).containsExactly(dane(0, 100), nothing(101, 103), dane(104, 104));
      assertThat(store.tlsAnswers(Domain.of("other.example"), NOON, noonPlus(9))).isEmpty();
      assertThat(answers.lost()).isZero();
    }
  }

  /// A process that starts anew goes on with the row of the one before.
  @ParameterizedTest
  @EnumSource
  void theSameAnswerGoesOnAfterARestart(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      int day = (int) TlsAnswerTable.PAUSE.toMinutes();
      for (int start : List.of(0, 10, 2 * day)) {
        var answers = TlsAnswers.start(() -> Optional.of(store));
        keep(answers, dane(start, start));
        keep(answers, dane(start + 5, start + 5));
        assertThat(answers.close(LONG)).isTrue();
      }
      assertThat(all(store))
          .as("where nobody asked for long, nothing is said of the time between")
          .containsExactly(dane(0, 15), dane(2 * day, 2 * day + 5));
    }
  }

  /// Two hosts that know different things each keep to their own row.
  @ParameterizedTest
  @EnumSource
  void hostsMayDiffer(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      var one = TlsAnswers.start(() -> Optional.of(store));
      keep(one, dane(0, 0));
      var other = TlsAnswers.start(() -> Optional.of(store));
      keep(other, nothing(1, 1));
      keep(one, dane(60, 60));
      keep(other, nothing(61, 61));
      assertThat(one.close(LONG)).isTrue();
      assertThat(other.close(LONG)).isTrue();
      assertThat(all(store)).containsExactlyInAnyOrder(dane(0, 60), nothing(1, 61));
      assertThat(TlsAnswers.at(noonPlus(30), all(store))).hasSize(2);
    }
  }

  @Test
  void theAnswerOfATimeIsFound() {
    var answers = List.of(dane(0, 60), nothing(70, 90), dane(2_000, 2_000));
    assertThat(TlsAnswers.at(noonPlus(-1), answers)).isEmpty();
    assertThat(TlsAnswers.at(noonPlus(0), answers)).containsExactly(dane(0, 60));
    assertThat(TlsAnswers.at(noonPlus(60), answers)).containsExactly(dane(0, 60));
    assertThat(TlsAnswers.at(noonPlus(65), answers)).containsExactly(dane(0, 60));
    assertThat(TlsAnswers.at(noonPlus(75), answers)).containsExactly(nothing(70, 90));
    assertThat(TlsAnswers.at(noonPlus(150), answers)).containsExactly(nothing(70, 90));
    assertThat(TlsAnswers.at(noonPlus(151), answers)).as("nobody asked since").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToldWhileTheStoreIsAwayIsKeptOnceItIsBack(Databases database) throws Exception {
    var current = new AtomicReference<Optional<Store>>(Optional.empty());
    var asked = new CountDownLatch(3);
    var answers =
        TlsAnswers.start(
            () -> {
              asked.countDown();
              return current.get();
            },
            Duration.ofMillis(1));
    keep(answers, dane(0, 0));
    keep(answers, nothing(1, 1));
    asked.await();
    try (var store = Store.open(database.fresh(folder))) {
      current.set(Optional.of(store));
      assertThat(answers.close(LONG)).isTrue();
      assertThat(all(store)).containsExactly(dane(0, 0), nothing(1, 1));
    }
  }

  @Test
  void withoutAStoreTheEldestAreLostAndNobodyWaits() {
    var answers = TlsAnswers.start(Optional::empty);
    int more = 1_000;
    for (int i = 0; i < TlsAnswers.MOST_WAITING + more; i++) {
      answers.keep(Domain.of("d" + i + ".example"), "NOTFOUND", Basis.NOTHING, "", NOON);
    }
    assertThat(answers.lost()).isBetween(more - 200L, (long) more); // a batch may be under way
    assertThat(answers.close(Duration.ofMillis(1))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theTableIsBounded(Databases database) throws IOException {
    try (var open = Database.open(database.fresh(folder));
        var handle = open.jdbi().open()) {
      var table = new TlsAnswerTable(handle, 10);
      int day = (int) TlsAnswerTable.PAUSE.toMinutes();
      for (int i = 0; i < 30; i++) {
        table.keep(dane(2 * day * i, 2 * day * i));
      }
      table.tidy(NOON);
      var left = table.within(BOATS, NOON, noonPlus(100 * day), 100);
      assertThat(left).hasSize(11).last().isEqualTo(dane(58 * day, 58 * day));
      table.tidy(noonPlus(50 * day));
      assertThat(table.within(BOATS, NOON, noonPlus(100 * day), 100)).hasSize(5);
      assertThat(table.within(BOATS, NOON, noonPlus(100 * day), 2))
          .containsExactly(dane(56 * day, 56 * day), dane(58 * day, 58 * day));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOldIsForgottenWithTheProofs(Databases database) throws IOException {
    try (var store = Store.open(database.fresh(folder))) {
      store.keepAnswers(List.of(dane(0, 0), nothing(100, 100)));
      store.forget(new Retention(Duration.ofMinutes(50), 1 << 20), noonPlus(100));
      assertThat(all(store)).containsExactly(nothing(100, 100));
    }
  }

  @Test
  void anotherProcessOfTheHostIsAsked() throws IOException {
    var settings = new StoreSettings.Folder(folder);
    try (var store = Store.open(settings);
        var archive = Archive.open(settings)) {
      store.keepAnswers(List.of(dane(0, 5), nothing(6, 7)));
      assertThat(archive).isInstanceOf(Neighbour.class);
      assertThat(all(archive)).isEqualTo(all(store)).hasSize(2);
      assertThat(archive.tlsAnswers(Domain.of("other.example"), NOON, noonPlus(9))).isEmpty();
    }
  }

  /// Anything that a caller may say is taken, in what the store has room for.
  @ParameterizedTest
  @EnumSource
  void anythingIsTaken(Databases database) throws IOException {
    var random = new SplittableRandom(7);
    try (var store = Store.open(database.fresh(folder))) {
      var answers = TlsAnswers.start(() -> Optional.of(store));
      for (int i = 0; i < 300; i++) {
        var text = new StringBuilder();
        for (int n = random.nextInt(3_000); n > 0; n--) {
          text.append((char) random.nextInt(0x300));
        }
        answers.keep(
            BOATS, text.toString(), Basis.UNDETERMINED, text.reverse().toString(), noonPlus(i));
      }
      assertThat(answers.close(LONG)).isTrue();
      assertThat(all(store)).hasSize(300);
    }
  }
}

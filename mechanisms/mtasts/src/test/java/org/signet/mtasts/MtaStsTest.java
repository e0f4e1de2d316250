package org.signet.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;
import org.signet.https.Fetched;
import org.signet.https.Https;

/// What a sender remembers of a policy, and when it asks.
class MtaStsTest {
  private static final Fetched DOWN = new Fetched.Failed(Fetched.Cause.TIMEOUT, "it took too long");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static MtaStsOutcome.Policy held(Harbour harbour) {
    assertThat(harbour.outcome()).isInstanceOf(MtaStsOutcome.Policy.class);
    return (MtaStsOutcome.Policy) harbour.outcome();
  }

  private static Undiscovered why(Harbour harbour) {
    assertThat(harbour.outcome()).isInstanceOf(MtaStsOutcome.NoPolicy.class);
    return ((MtaStsOutcome.NoPolicy) harbour.outcome()).why();
  }

  @Test
  void aPolicyIsFetchedFromItsHost() {
    assertThat(MtaStsPolicy.addressFor(Harbour.BOATS))
        .contains(URI.create("https://mta-sts.boats.example/.well-known/mta-sts.txt"));
    var result = Harbour.enforcing().lookup();
    assertThat(result.outcome().enforced()).isPresent();
    assertThat(result.evidence().record()).isPresent();
    assertThat(result.evidence().fetched()).isPresent();
  }

  @Test
  void whatWasSeenIsAnsweredFromMemory() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    var asked = harbour.questions();
    assertThat(harbour.after(MINUTE).lookup().evidence())
        .isEqualTo(MtaStsResult.Evidence.REMEMBERED);
    assertThat(harbour.questions()).isEqualTo(asked);
  }

  @Test
  void anAbsenceIsAnsweredFromMemoryToo() {
    var harbour = new Harbour();
    assertThat(why(harbour)).isEqualTo(new Undiscovered.NoRecord());
    assertThat(why(harbour.after(MINUTE))).isEqualTo(new Undiscovered.NoRecord());
    assertThat(harbour.questions()).isEqualTo(1);
    harbour.publishing("1").serving(Harbour.ENFORCE).after(MtaSts.CHECK_INTERVAL);
    assertThat(harbour.outcome().enforced()).isPresent();
  }

  @Test
  void theSameIdIsNotFetchedAgainAndAnotherIs() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    harbour.after(MtaSts.CHECK_INTERVAL).lookup();
    assertThat(harbour.fetches()).isEqualTo(1);
    harbour.publishing("2").serving(Harbour.ENFORCE.replace("enforce", "none"));
    var result = harbour.after(MtaSts.CHECK_INTERVAL).lookup();
    assertThat(harbour.fetches()).isEqualTo(2);
    assertThat(result.outcome().enforced()).isEmpty();
    assertThat(result.evidence().replaced().map(before -> before.policy().mode()))
        .contains(Mode.ENFORCE);
  }

  @Test
  void beforeMailIsGivenUpTheRecordIsAskedForAtOnce() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    harbour.after(MINUTE).publishing("2").serving(Harbour.ENFORCE.replace("enforce", "testing"));
    assertThat(harbour.outcome().enforced()).isPresent();
    harbour.after(MtaSts.FETCH_INTERVAL);
    assertThat(harbour.sender().recheck(Harbour.BOATS).outcome().enforced()).isEmpty();
  }

  @Test
  void aPolicyOutlivesTheProgramAndExpires() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    harbour.restarted().zone("").serving(DOWN).after(Duration.ofDays(6));
    assertThat(held(harbour).unconfirmed()).contains(new Undiscovered.NoRecord());
    harbour.after(Duration.ofDays(1));
    assertThat(why(harbour)).isEqualTo(new Undiscovered.NoRecord());
    assertThat(harbour.store().load(Harbour.BOATS)).isEmpty();
  }

  /// While it is remembered without another look, too.
  @Test
  void aPolicyExpiresInMemory() {
    var harbour = Harbour.enforcing().serving(Harbour.ENFORCE.replace("604800", "0"));
    assertThat(held(harbour).held().expires())
        .isEqualTo(Harbour.START.plus(CachedPolicy.LEAST_AGE));
    harbour.serving(DOWN).after(MtaSts.CHECK_INTERVAL);
    assertThat(why(harbour)).isEqualTo(new Undiscovered.Unfetched((Fetched.Failed) DOWN));
  }

  @Test
  void aFailedFetchIsNotTriedAgainAtOnce() {
    var harbour = new Harbour().publishing("1").serving(DOWN);
    var failed = new Undiscovered.Unfetched((Fetched.Failed) DOWN);
    assertThat(why(harbour)).isEqualTo(failed);
    harbour.publishing("2").after(MINUTE);
    harbour.sender().recheck(Harbour.BOATS);
    assertThat(why(harbour)).isEqualTo(failed);
    assertThat(harbour.fetches()).isEqualTo(1);
    harbour.serving(Harbour.ENFORCE).after(MtaSts.FETCH_INTERVAL);
    assertThat(harbour.outcome().enforced()).isPresent();
    assertThat(harbour.fetches()).isEqualTo(2);
  }

  @Test
  void anUnansweredQuestionIsAskedAgainSoon() {
    var harbour = new Harbour().zone("$STATUS servfail\n_mta-sts.boats.example. TXT -\n");
    assertThat(why(harbour)).isInstanceOf(Undiscovered.RecordUnanswered.class);
    harbour.publishing("1").serving(Harbour.ENFORCE).after(MtaSts.UNANSWERED_INTERVAL);
    assertThat(harbour.outcome().enforced()).isPresent();
  }

  @Test
  void aPolicyIsFetchedAgainEachDayThoughNobodyAsks() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    assertThat(harbour.after(Duration.ofHours(23)).sender().refresh()).isEmpty();
    assertThat(harbour.after(Duration.ofHours(2)).sender().refresh()).hasSize(1);
    assertThat(harbour.fetches()).isEqualTo(2);
    assertThat(held(harbour).held().expires())
        .isEqualTo(Harbour.START.plus(Duration.ofHours(25)).plus(Duration.ofDays(7)));
  }

  @Test
  void whatCannotBeFetchedAgainIsToldAndTriedLater() {
    var harbour = Harbour.enforcing();
    harbour.lookup();
    var failed = harbour.serving(DOWN).after(DAY.plus(MINUTE)).sender().refresh();
    assertThat(failed).hasSize(1);
    assertThat(held(harbour).unconfirmed())
        .contains(new Undiscovered.Unfetched((Fetched.Failed) DOWN));
    assertThat(harbour.after(MtaSts.FETCH_INTERVAL).sender().refresh()).isEmpty();
    harbour.serving(Harbour.ENFORCE).after(MtaSts.RETRY_INTERVAL);
    assertThat(harbour.sender().refresh()).hasSize(1);
    assertThat(held(harbour).unconfirmed()).isEmpty();
  }

  @Test
  @Timeout(60)
  void aDomainThatManyAskAboutIsAskedOnce() throws Exception {
    var fetches = new AtomicInteger();
    var asked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Https slow =
        _ -> {
          fetches.incrementAndGet();
          asked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Fetched.Answered(200, "text/plain", Harbour.ENFORCE);
        };
    var dns = ZoneResolver.of("_mta-sts.boats.example. TXT \"v=STSv1; id=1;\"\n");
    var sender = new MtaSts(dns, slow, () -> Harbour.START);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> sender.lookup(Harbour.BOATS));
      asked.await();
      var others =
          List.of(
              threads.submit(() -> sender.lookup(Harbour.BOATS)),
              threads.submit(() -> sender.lookup(Harbour.BOATS)));
      release.countDown();
      assertThat(first.get().outcome().enforced()).isPresent();
      for (var other : others) {
        assertThat(other.get().outcome()).isEqualTo(first.get().outcome());
      }
    }
    assertThat(fetches).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "TEXT/PLAIN", "text/plain; charset=utf-8", "text/plain ;x"})
  void thePolicyIsPlainText(String mediaType) {
    var harbour =
        Harbour.enforcing().serving(new Fetched.Answered(200, mediaType, Harbour.ENFORCE));
    assertThat(harbour.outcome().enforced()).isPresent();
  }

  @Test
  void faultsAreToldByTheWordsOfReports() {
    assertThat(
            new Undiscovered.Unfetched(new Fetched.Failed(Fetched.Cause.CERTIFICATE, "")).fault())
        .map(PolicyFault::word)
        .contains("sts-webpki-invalid");
    assertThat(new Undiscovered.StatusNotOk(404).fault().map(PolicyFault::word))
        .contains("sts-policy-fetch-error");
    assertThat(new Undiscovered.SeveralRecords(2).fault().map(PolicyFault::word))
        .contains("sts-policy-invalid");
    assertThat(new Undiscovered.NoRecord().fault()).isEmpty();
  }

  @Test
  void ourOwnPolicyIsReadBackAndHasAnIdOfItsOwn() {
    var mx = List.of(NamePattern.of(Domain.of("mx.boats.example")));
    var testing = MtaStsPolicy.of(Mode.TESTING, mx, DAY);
    var enforce = MtaStsPolicy.of(Mode.ENFORCE, mx, DAY);
    for (var policy : List.of(testing, enforce, MtaStsPolicy.of(Mode.NONE, List.of(), DAY))) {
      assertThat(MtaStsPolicy.parse(policy.text()).optional()).contains(policy);
      assertThat(MtaStsRecord.of(policy.derivedId()).id()).isEqualTo(policy.derivedId());
    }
    assertThat(testing.derivedId()).isNotEqualTo(enforce.derivedId());
  }

  @Test
  void aStoreInMemoryForgetsWhatWasFetchedLongestAgo() {
    var text = Harbour.ENFORCE.length();
    var store = PolicyStore.inMemory(3 * text);
    var policy = MtaStsPolicy.parse(Harbour.ENFORCE).orThrow();
    for (int i = 0; i < 5; i++) {
      store.save(
          Domain.of("d" + i + ".example"),
          new CachedPolicy(policy, "1", Harbour.START.plusSeconds(i)));
    }
    assertThat(store.fetchedBefore(Instant.MAX, 9))
        .containsExactly(Domain.of("d2.example"), Domain.of("d3.example"), Domain.of("d4.example"));
    assertThat(store.load(Domain.of("d0.example"))).isEqualTo(Optional.empty());
  }

  /// 10,000 domains that were never asked about, each with the largest record that fits, take no
  /// more than the bound.
  @Test
  void manyColdDomainsTakeBoundedMemory() {
    var memory = new Memory(MtaSts.MEMORY_CHARS);
    var large = MtaStsRecord.parse("v=STSv1; id=" + "x".repeat(60_000));
    var problem = ((org.signet.foundation.text.Parsed.Malformed<MtaStsRecord>) large).problem();
    var seen =
        new Remembered(
            Optional.empty(),
            Optional.of(new Undiscovered.RecordInvalid(problem)),
            Harbour.START,
            Optional.empty());
    for (int i = 0; i < 10_000; i++) {
      memory.put(Domain.of("d" + i + ".example"), seen);
    }
    assertThat(memory.size()).isLessThanOrEqualTo(MtaSts.MEMORY_CHARS / 60_000);
    assertThat(memory.get(Domain.of("d9999.example"))).contains(seen);
  }
}

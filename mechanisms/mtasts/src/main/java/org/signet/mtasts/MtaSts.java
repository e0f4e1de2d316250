package org.signet.mtasts;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.https.Fetched;
import org.signet.https.Https;
import org.signet.mtasts.Discovery.Step;
import org.signet.mtasts.MtaStsResult.Evidence;

/// Finds the policies of domains and remembers them. RFC 8461 §3, §5
///
/// A policy that was found holds until it expires, whatever the DNS and the policy host say or do
/// not say later; only another policy that is fetched takes its place (§5.1, §10.2). An absence,
/// and a failure, is remembered for minutes. So most questions are answered from memory.
///
/// Safe for any number of threads. A domain that several threads ask about at the same time is
/// asked once.
public final class MtaSts {
  /// A policy host is not asked again before this has passed, whatever came of it, and whatever id
  /// the record has by then. §3.3
  public static final Duration FETCH_INTERVAL = Duration.ofMinutes(5);

  /// What was seen is not looked at again for this long; a new policy is found that much later.
  public static final Duration CHECK_INTERVAL = Duration.ofMinutes(5);

  /// The same where the DNS did not answer: whether there is a policy is not known, so that we look
  /// again soon.
  public static final Duration UNANSWERED_INTERVAL = Duration.ofSeconds(30);

  /// A policy that was fetched before that is fetched again, though nobody asks. §3.3
  public static final Duration REFRESH_INTERVAL = Duration.ofDays(1);

  /// What could not be fetched again is tried again then.
  public static final Duration RETRY_INTERVAL = Duration.ofHours(1);

  /// Policies that one call of [#refresh] looks at, and how many at a time.
  private static final int MOST_REFRESHED = 10_000;

  private static final int REFRESHED_AT_ONCE = 32;

  /// Chars of what is remembered: some 30,000 domains, as most are.
  static final int MEMORY_CHARS = 1 << 24;

  private final Discovery discovery;
  private final InstantSource clock;
  private final PolicyStore store;
  private final Memory memory = new Memory(MEMORY_CHARS);
  private final Flights<MtaStsResult> flights = new Flights<>();

  /// One that forgets everything when the program ends.
  public MtaSts(Resolver dns, Https https, InstantSource clock) {
    this(dns, https, clock, PolicyStore.inMemory(MEMORY_CHARS));
  }

  public MtaSts(Resolver dns, Https https, InstantSource clock, PolicyStore store) {
    this.discovery = new Discovery(dns, https);
    this.clock = clock;
    this.store = store;
  }

  /// The policy for mail that goes to a domain now. Asks only where it is time to; then it blocks
  /// for as long as the DNS and [Https] may take.
  public MtaStsResult lookup(Domain domain) {
    var now = clock.instant();
    var known = memory.get(domain);
    if (known.isPresent() && now.isBefore(known.get().until())) {
      return new MtaStsResult(domain, known.get().outcomeAt(now), Evidence.REMEMBERED);
    }
    return flights.fly(domain, () -> look(domain, false));
  }

  /// The same, but the record is asked for at once: before mail is given up because of a policy,
  /// there must be no newer one. §5.1
  public MtaStsResult recheck(Domain domain) {
    return flights.fly(domain, () -> look(domain, false));
  }

  /// Fetches again what was fetched a day ago, so that a policy does not expire while it is in use,
  /// and an attacker would have to block it for all of its life. §3.3, §10.2 To be called every few
  /// minutes. What could not be fetched is for an administrator to see, where
  /// [MtaStsOutcome.Policy#unconfirmed] says so and the mode is not [Mode#NONE].
  public List<MtaStsResult> refresh() {
    var now = clock.instant();
    var turns = new Semaphore(REFRESHED_AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var refreshes =
          store.fetchedBefore(now.minus(REFRESH_INTERVAL), MOST_REFRESHED).stream()
              .filter(domain -> isDue(domain, now))
              .map(domain -> threads.submit(() -> refreshed(domain, turns)))
              .toList();
      var results = new ArrayList<MtaStsResult>();
      for (var refresh : refreshes) {
        results.add(refresh.get());
      }
      return results;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Whether the last look at it succeeded, or was long ago.
  private boolean isDue(Domain domain, Instant now) {
    return memory
        .get(domain)
        .filter(known -> known.lapse().isPresent())
        .filter(known -> now.isBefore(known.until().plus(RETRY_INTERVAL)))
        .isEmpty();
  }

  private MtaStsResult refreshed(Domain domain, Semaphore turns) throws InterruptedException {
    turns.acquire();
    try {
      return flights.fly(domain, () -> look(domain, true));
    } finally {
      turns.release();
    }
  }

  /// @param again whether the policy is fetched although its id is the same
  private MtaStsResult look(Domain domain, boolean again) {
    var known = memory.get(domain).orElseGet(() -> Remembered.stored(store.load(domain)));
    var answer = discovery.askForRecord(domain);
    var look = new Look(domain, known, answer, clock.instant());
    return switch (Discovery.record(answer)) {
      case Step.Not<MtaStsRecord>(var why) -> look.lapsed(why, known.asked(), Optional.empty());
      case Step.Got<MtaStsRecord>(var record) -> look.at(record, again);
    };
  }

  /// Whether the policy host was asked for this, and would say it again.
  private static boolean cameOfFetching(Undiscovered why) {
    return switch (why) {
      case Undiscovered.NoRecord _,
          Undiscovered.RecordUnanswered _,
          Undiscovered.SeveralRecords _,
          Undiscovered.RecordInvalid _,
          Undiscovered.TooSoon _ ->
          false;
      case Undiscovered.Unfetched _,
          Undiscovered.StatusNotOk _,
          Undiscovered.NotPlainText _,
          Undiscovered.PolicyInvalid _ ->
          true;
    };
  }

  /// One look at a domain: what was known, what the DNS said, and when.
  private final class Look {
    private final Domain domain;
    private final Remembered known;
    private final Optional<Answer<Rdata.Txt>> answer;
    private final Instant now;

    Look(Domain domain, Remembered known, Optional<Answer<Rdata.Txt>> answer, Instant now) {
      this.domain = domain;
      this.known = known;
      this.answer = answer;
      this.now = now;
    }

    MtaStsResult at(MtaStsRecord record, boolean again) {
      var held = known.heldAt(now);
      var isSame = held.filter(policy -> policy.id().equals(record.id())).isPresent();
      if (isSame && !again) {
        var seen = new Remembered(held, Optional.empty(), now.plus(CHECK_INTERVAL), known.asked());
        return kept(seen, evidence(Optional.empty()));
      }
      var notBefore = known.notBefore(now);
      if (notBefore.isPresent()) {
        var why =
            known
                .lapse()
                .filter(MtaSts::cameOfFetching)
                .orElseGet(() -> new Undiscovered.TooSoon(record.id(), notBefore.get()));
        return lapsed(why, known.asked(), Optional.empty());
      }
      var fetched = discovery.askForPolicy(domain);
      return switch (Discovery.policy(fetched)) {
        case Step.Got<MtaStsPolicy>(var policy) ->
            found(new CachedPolicy(policy, record.id(), now.truncatedTo(SECONDS)), fetched);
        case Step.Not<MtaStsPolicy>(var why) -> lapsed(why, Optional.of(now), Optional.of(fetched));
      };
    }

    private MtaStsResult found(CachedPolicy policy, Fetched fetched) {
      store.save(domain, policy);
      var seen =
          new Remembered(
              Optional.of(policy), Optional.empty(), now.plus(CHECK_INTERVAL), Optional.of(now));
      var replaced = known.heldAt(now).filter(before -> !before.policy().equals(policy.policy()));
      return kept(seen, new Evidence(answer, Optional.of(fetched), replaced));
    }

    /// No policy was found; one that is held stays until it expires.
    MtaStsResult lapsed(Undiscovered why, Optional<Instant> asked, Optional<Fetched> fetched) {
      var held = known.heldAt(now);
      if (held.isEmpty() && known.held().isPresent()) {
        store.remove(domain);
      }
      var until = now.plus(interval(why));
      return kept(new Remembered(held, Optional.of(why), until, asked), evidence(fetched));
    }

    private static Duration interval(Undiscovered why) {
      return why instanceof Undiscovered.RecordUnanswered ? UNANSWERED_INTERVAL : CHECK_INTERVAL;
    }

    private Evidence evidence(Optional<Fetched> fetched) {
      return new Evidence(answer, fetched, Optional.empty());
    }

    /// What an interrupted thread saw tells of its own haste, and is not remembered.
    private MtaStsResult kept(Remembered seen, Evidence evidence) {
      if (!Thread.currentThread().isInterrupted()) {
        memory.put(domain, seen);
      }
      return new MtaStsResult(domain, seen.outcomeAt(now), evidence);
    }
  }
}

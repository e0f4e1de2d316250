package org.signet.dns;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.signet.foundation.text.Domain;

/// Keeps answers as long as they may be kept: records for their TTL, absences for as long as the
/// zone says (RFC 2308 §5), failures for a few seconds (RFC 2308 §7), so that a broken domain does
/// not cost its time-outs again for each message. A question that several threads ask at the same
/// time goes out once.
///
/// An answer is given as it came: its TTL is that of the server, not what is left of it.
public final class CachingResolver implements Resolver {
  /// What is kept, and for how long.
  ///
  /// @param answers about how many answers of ordinary size; a large one counts for several
  /// @param least records and absences that may be kept at all are kept this long
  /// @param mostRecords records are kept no longer
  /// @param mostAbsence absences are kept no longer; RFC 2308 §5 has one to three hours
  /// @param failure failures are kept this long; at most 30 seconds
  public record Bounds(
      int answers, Duration least, Duration mostRecords, Duration mostAbsence, Duration failure) {
    private static final Duration MOST_FAILURE = Duration.ofSeconds(30);

    /// For one daemon.
    public static final Bounds USUAL =
        new Bounds(
            50_000,
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofSeconds(5));

    public Bounds {
      if (failure.compareTo(MOST_FAILURE) > 0) {
        throw new IllegalArgumentException("failures are kept for at most " + MOST_FAILURE);
      }
    }
  }

  private record Kept(Answer<?> answer, long untilMillis) {}

  /// How many questions were answered from memory, and how many were not.
  public record Counts(long hits, long misses) {}

  /// What this resolver and those made of it by [#within] share.
  private record Shared(
      Generations<Question<?>, Kept> kept,
      Flights flights,
      Bounds bounds,
      InstantSource clock,
      LongAdder hits,
      LongAdder misses) {}

  private final Resolver upstream;
  private final Shared shared;
  private final Deadline deadline;

  public CachingResolver(Resolver upstream, Bounds bounds, InstantSource clock) {
    this(
        upstream,
        new Shared(
            new Generations<>(bounds.answers()),
            new Flights(),
            bounds,
            clock,
            new LongAdder(),
            new LongAdder()),
        Deadline.never());
  }

  private CachingResolver(Resolver upstream, Shared shared, Deadline deadline) {
    this.upstream = upstream;
    this.shared = shared;
    this.deadline = deadline;
  }

  @Override
  public Resolver within(Duration patience) {
    var earlier = deadline.orEarlier(Deadline.in(patience));
    return new CachingResolver(upstream.within(patience), shared, earlier);
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    var question = new Question<>(name, type);
    var kept = shared.kept.get(question);
    if (kept.isPresent() && shared.clock.millis() < kept.get().untilMillis) {
      shared.hits.increment();
      return question.own(kept.get().answer);
    }
    shared.misses.increment();
    return shared.flights.ask(question, upstream, deadline, answer -> keep(question, answer));
  }

  /// Those so far.
  public Counts counts() {
    return new Counts(shared.hits.sum(), shared.misses.sum());
  }

  private void keep(Question<?> question, Answer<?> answer) {
    var term = term(answer);
    if (term.isPositive()) {
      var until = shared.clock.millis() + term.toMillis();
      shared.kept.put(question, new Kept(answer, until), weight(answer));
    }
  }

  private Duration term(Answer<?> answer) {
    return switch (answer) {
      case Answer.Found<?> found -> between(found.source().ttl(), shared.bounds.mostRecords());
      case Answer.NoData<?> none -> between(none.source().ttl(), shared.bounds.mostAbsence());
      case Answer.NoSuchName<?> none -> between(none.source().ttl(), shared.bounds.mostAbsence());
      case Answer.Failed<?>(var cause, _) ->
          switch (cause) {
            case TIMEOUT, SERVFAIL, REFUSED, BOGUS, MALFORMED, TRUNCATED, UNREACHABLE ->
                shared.bounds.failure();
            case BUDGET, NOT_RECORDED -> Duration.ZERO;
          };
    };
  }

  /// Zero stays zero: what must not be kept is not.
  private Duration between(Duration ttl, Duration most) {
    if (ttl.isZero()) {
      return ttl;
    }
    var raised = ttl.compareTo(shared.bounds.least()) < 0 ? shared.bounds.least() : ttl;
    return raised.compareTo(most) > 0 ? most : raised;
  }

  /// An answer of ordinary size weighs 1; its length in words is near enough.
  private static int weight(Answer<?> answer) {
    return 1 + answer.toString().length() / 2048;
  }
}

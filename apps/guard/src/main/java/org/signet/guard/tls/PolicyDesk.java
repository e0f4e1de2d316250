package org.signet.guard.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.signet.dns.Generations;
import org.signet.foundation.text.Domain;
import org.signet.guard.tls.PostfixAnswer.Said;
import org.signet.store.TlsAnswer.Basis;

/// Answers Postfix, from memory where it can, and else within its patience. An absence of policy is
/// remembered like a policy.
///
/// What was demanded before stays demanded while it cannot be looked up again: a failure of the DNS
/// must not be a way to get mail in clear.
final class PolicyDesk implements SocketmapServer.Table {
  /// An answer is given again for so long. What it rests on is remembered elsewhere for as long as
  /// its own terms say; this saves the work of concluding it again.
  static final Duration TERM = Duration.ofMinutes(1);

  /// The same for an answer that could not be found.
  static final Duration UNDETERMINED_TERM = Duration.ofSeconds(5);

  /// How long a level is told after its term while nothing can be found out.
  static final Duration STALE = Duration.ofHours(1);

  /// Domains whose answers are remembered.
  static final int MOST_DOMAINS = 50_000;

  private record Kept(
      PostfixAnswer answer, SocketmapReply reply, Instant found, long untilMillis) {}

  private final Function<Domain, PostfixAnswer> lookup;
  private final TlsPolicyNews news;
  private final Duration patience;
  private final InstantSource clock;
  private final Generations<Domain, Kept> kept = new Generations<>(MOST_DOMAINS);
  private final Map<Domain, FutureTask<Kept>> flights = new ConcurrentHashMap<>();

  /// @param patience how long Postfix waits for an answer; a look-up goes on after that
  PolicyDesk(
      Function<Domain, PostfixAnswer> lookup,
      TlsPolicyNews news,
      Duration patience,
      InstantSource clock) {
    this.lookup = lookup;
    this.news = news;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public SocketmapReply answer(String key) {
    return PostfixKey.read(key).map(this::answer).orElseGet(SocketmapReply::notFound);
  }

  private SocketmapReply answer(Domain domain) {
    var known = kept.get(domain);
    if (known.isPresent() && clock.millis() < known.get().untilMillis) {
      return tell(domain, known.get());
    }
    return tell(domain, look(domain));
  }

  private SocketmapReply tell(Domain domain, Kept one) {
    news.told(domain, one.answer);
    return one.reply;
  }

  private Kept look(Domain domain) {
    var own = new FutureTask<>(() -> lookedUp(domain));
    var other = flights.putIfAbsent(domain, own);
    if (other == null) {
      Thread.ofVirtual().name("tls policy").start(own);
    }
    try {
      return (other == null ? own : other).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      news.late(domain);
      return before(domain).orElseGet(() -> undetermined("It takes long to look up."));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return undetermined("The server stops.");
    } catch (ExecutionException bug) {
      news.failed(bug);
      return undetermined("A bug in Signet: " + bug.getMessage());
    }
  }

  private Kept lookedUp(Domain domain) {
    try {
      long began = System.nanoTime();
      var answer = lookup.apply(domain);
      news.lookedUp(domain, answer, Duration.ofNanos(System.nanoTime() - began));
      var found =
          answer.said() instanceof Said.Wait
              ? before(domain).orElseGet(() -> kept(answer, UNDETERMINED_TERM))
              : kept(answer, TERM);
      kept.put(domain, found, 1);
      return found;
    } finally {
      flights.remove(domain);
    }
  }

  /// What was demanded before, if that is not too long ago, for a little longer.
  private Optional<Kept> before(Domain domain) {
    var now = clock.instant();
    return kept.get(domain)
        .filter(one -> one.answer.said() instanceof Said.Level)
        .filter(one -> now.isBefore(one.found.plus(TERM).plus(STALE)))
        .map(
            one ->
                new Kept(
                    one.answer, one.reply, one.found, now.plus(UNDETERMINED_TERM).toEpochMilli()));
  }

  private Kept kept(PostfixAnswer answer, Duration term) {
    var now = clock.instant();
    return new Kept(answer, answer.reply(), now, now.plus(term).toEpochMilli());
  }

  private Kept undetermined(String reason) {
    return kept(new PostfixAnswer(new Said.Wait(), Basis.UNDETERMINED, reason), Duration.ZERO);
  }
}

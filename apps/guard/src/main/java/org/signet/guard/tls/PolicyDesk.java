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
      Domain domain, PostfixAnswer answer, SocketmapReply reply, Instant found, long untilMillis) {}

  private final Function<Domain, PostfixAnswer> lookup;
  private final TlsPolicyNews news;
  private final Duration patience;
  private final InstantSource clock;
  /// By the key that was asked for, so that what is remembered need not be read again.
  private final Generations<String, Kept> kept = new Generations<>(MOST_DOMAINS);
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
    var known = kept.get(key);
    if (known.isPresent() && clock.millis() < known.get().untilMillis) {
      return tell(known.get());
    }
    return PostfixKey.read(key)
        .map(domain -> tell(look(key, domain)))
        .orElseGet(SocketmapReply::notFound);
  }

  private SocketmapReply tell(Kept one) {
    news.told(one.domain, one.answer);
    return one.reply;
  }

  private Kept look(String key, Domain domain) {
    var own = new FutureTask<>(() -> lookedUp(key, domain));
    var other = flights.putIfAbsent(domain, own);
    if (other == null) {
      Thread.ofVirtual().name("tls policy").start(own);
    }
    try {
      return (other == null ? own : other).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      news.late(domain);
      return before(key).orElseGet(() -> undetermined(domain, "It takes long to look up."));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return undetermined(domain, "The server stops.");
    } catch (ExecutionException bug) {
      news.failed(bug);
      return undetermined(domain, "A bug in Signet: " + bug.getMessage());
    }
  }

  private Kept lookedUp(String key, Domain domain) {
    try {
      long began = System.nanoTime();
      var answer = lookup.apply(domain);
      news.lookedUp(domain, answer, Duration.ofNanos(System.nanoTime() - began));
      var found =
          answer.said() instanceof Said.Wait
              ? before(key).orElseGet(() -> kept(domain, answer, UNDETERMINED_TERM))
              : kept(domain, answer, TERM);
      kept.put(key, found, 1);
      return found;
    } finally {
      flights.remove(domain);
    }
  }

  /// What was demanded before, if that is not too long ago, for a little longer.
  private Optional<Kept> before(String key) {
    var now = clock.instant();
    return kept.get(key)
        .filter(one -> one.answer.said() instanceof Said.Level)
        .filter(one -> now.isBefore(one.found.plus(TERM).plus(STALE)))
        .map(
            one ->
                new Kept(
                    one.domain,
                    one.answer,
                    one.reply,
                    one.found,
                    now.plus(UNDETERMINED_TERM).toEpochMilli()));
  }

  private Kept kept(Domain domain, PostfixAnswer answer, Duration term) {
    var now = clock.instant();
    return new Kept(domain, answer, answer.reply(), now, now.plus(term).toEpochMilli());
  }

  private Kept undetermined(Domain domain, String reason) {
    return kept(
        domain, new PostfixAnswer(new Said.Wait(), Basis.UNDETERMINED, reason), Duration.ZERO);
  }
}

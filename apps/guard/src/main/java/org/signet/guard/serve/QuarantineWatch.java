package org.signet.guard.serve;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.signet.guard.Configuration;
import org.signet.guard.QuarantineWay;
import org.signet.queue.HeldMail;
import org.signet.queue.MailQueue;
import org.signet.store.Store;

/// Looks at what is put aside in the queue, for those who watch over the guard: when it is asked,
/// and not more often than it needs to.
final class QuarantineWatch {
  private static final Duration FRESH = Duration.ofMinutes(1);

  /// What was seen.
  ///
  /// @param oldest how long the eldest is held; zero where there is none
  /// @param expired how many are held for longer than they should
  record Seen(int count, Duration oldest, int expired) {}

  private final Supplier<Configuration> configuration;
  private final Supplier<Optional<Store>> store;
  private final InstantSource clock;

  /// Since when the guard holds what it is known to hold; of others, empty.
  private Map<HeldMail, Optional<Instant>> known = Map.of();

  private Optional<Seen> seen = Optional.empty();
  private long looked = System.nanoTime() - FRESH.toNanos();

  QuarantineWatch(
      Supplier<Configuration> configuration, Supplier<Optional<Store>> store, InstantSource clock) {
    this.configuration = configuration;
    this.store = store;
    this.clock = clock;
  }

  /// Whether anything is put aside in the queue at all.
  boolean isWanted() {
    var now = configuration.get();
    return now.keeping().isPresent() && now.rules().quarantine() instanceof QuarantineWay.Held;
  }

  /// What is held; empty where it cannot be looked at.
  synchronized Optional<Seen> seen() {
    if (System.nanoTime() - looked >= FRESH.toNanos()) {
      seen = look();
      looked = System.nanoTime();
    }
    return seen;
  }

  private Optional<Seen> look() {
    var open = store.get();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    var holding = configuration.get().holding();
    try {
      var queue = MailQueue.ofThisHost(holding.postfix());
      known = since(queue.held(), new Quarantine(queue, open.get()));
    } catch (IOException _) {
      return Optional.empty();
    }
    var now = clock.instant();
    var ages =
        known.values().stream()
            .flatMap(Optional::stream)
            .map(since -> Duration.between(since, now))
            .toList();
    return Optional.of(
        new Seen(
            ages.size(),
            ages.stream().max(Duration::compareTo).orElse(Duration.ZERO),
            (int) ages.stream().filter(age -> age.compareTo(holding.age()) > 0).count()));
  }

  /// Of what was looked at before no proof is read again.
  private Map<HeldMail, Optional<Instant>> since(List<HeldMail> held, Quarantine quarantine)
      throws IOException {
    var since = new HashMap<HeldMail, Optional<Instant>>();
    for (var one : held) {
      var before = known.get(one);
      since.put(one, before != null ? before : quarantine.ours(one).map(Quarantine.Message::since));
    }
    return since;
  }
}

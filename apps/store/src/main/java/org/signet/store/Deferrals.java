package org.signet.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What the store remembers of mail that is put off: since when, for all hosts that share it, and
/// beyond a restart. The store is waited for a moment at most, and not at all where others wait for
/// it already; whoever asks has a memory of his own.
public final class Deferrals {
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /// Who may wait for the store at the same time.
  private static final int MOST_QUESTIONS = 4;

  /// What is asked of a store.
  private interface Asking {
    Map<String, Instant> ask(Store store) throws StoreProblem;
  }

  private final Semaphore questions = new Semaphore(MOST_QUESTIONS);
  private final Supplier<Optional<Store>> store;
  private final Duration patience;

  /// @param store the store, while it is there: [Recorder#store()]
  public Deferrals(Supplier<Optional<Store>> store) {
    this(store, PATIENCE);
  }

  Deferrals(Supplier<Optional<Store>> store, Duration patience) {
    this.store = store;
    this.patience = patience;
  }

  /// The name of one kind of mail, made of what its tries have in common, such as the network that
  /// it comes from, the sender and the recipient. Nobody can read them in it.
  public static String attempt(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update((part.length() + " " + part).getBytes(ISO_8859_1));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Since when mail of these kinds is put off; those that are not, or that the store does not tell
  /// in time, are absent.
  public Map<String, Instant> since(Collection<String> attempts) {
    return ask(open -> open.deferredSince(attempts));
  }

  /// Tells the store since when mail is put off; what it knew stays. A network has so much room
  /// that it crowds out nobody but itself.
  ///
  /// @param network named as attempts are
  public void note(String network, Map<String, Instant> first) {
    ask(
        open -> {
          open.defer(network, first);
          return Map.of();
        });
  }

  /// What the store says in time; nothing where it says nothing.
  private Map<String, Instant> ask(Asking asking) {
    var open = store.get();
    if (open.isEmpty() || !questions.tryAcquire()) {
      return Map.of();
    }
    var task = new FutureTask<>(() -> asked(asking, open.get()));
    Thread.startVirtualThread(task);
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Map.of();
    } catch (ExecutionException | TimeoutException _) {
      return Map.of();
    }
  }

  private Map<String, Instant> asked(Asking asking, Store open) throws StoreProblem {
    try {
      return asking.ask(open);
    } finally {
      questions.release();
    }
  }
}

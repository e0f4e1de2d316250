package org.signet.dns;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A map that forgets what was not asked for lately, so that it holds no more than its bound.
///
/// There are two generations. What is put or asked for goes into the young one; when that weighs
/// half of the bound, it becomes the old one, and the old one is forgotten. So an entry lives on as
/// long as it is asked for once a generation, a flood of others pushes out only what nobody wants,
/// and reading takes no lock.
public final class Generations<K, V> {
  private record Weighed<V>(V value, int weight) {}

  private record Generation<K, V>(Map<K, Weighed<V>> entries, AtomicLong weight) {
    Generation() {
      this(new ConcurrentHashMap<>(), new AtomicLong());
    }

    boolean put(K key, Weighed<V> weighed, long most) {
      var before = entries.put(key, weighed);
      int more = weighed.weight - (before == null ? 0 : before.weight);
      return weight.addAndGet(more) > most;
    }
  }

  private record Both<K, V>(Generation<K, V> young, Generation<K, V> old) {}

  private final long half;
  private final AtomicReference<Both<K, V>> both =
      new AtomicReference<>(new Both<>(new Generation<>(), new Generation<>()));

  /// @param bound the weight of all entries together, about
  public Generations(long bound) {
    half = Math.max(1, bound / 2);
  }

  /// The value of a key, which is then remembered for longer.
  public Optional<V> get(K key) {
    var now = both.get();
    var young = now.young.entries.get(key);
    if (young != null) {
      return Optional.of(young.value);
    }
    var old = now.old.entries.get(key);
    if (old == null) {
      return Optional.empty();
    }
    put(key, old);
    return Optional.of(old.value);
  }

  /// Remembers a value.
  public void put(K key, V value, int weight) {
    put(key, new Weighed<>(value, weight));
  }

  private void put(K key, Weighed<V> weighed) {
    var now = both.get();
    if (now.young.put(key, weighed, half)) {
      both.compareAndSet(now, new Both<>(new Generation<>(), now.young));
    }
  }

  long weight() {
    return both.get().young.weight.get() + both.get().old.weight.get();
  }
}

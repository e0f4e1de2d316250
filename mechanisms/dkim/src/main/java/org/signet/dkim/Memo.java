package org.signet.dkim;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A pure function that remembers its latest answers. There are two generations: when the young one
/// is full, the old one is dropped and the young one takes its place; what is still asked for moves
/// to the young one again. So at most twice `most` answers are kept, and keeping costs no lock.
final class Memo<K, V> {
  private final Function<K, V> function;
  private final int most;
  private volatile Generations<K, V> generations =
      new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

  private record Generations<K, V>(ConcurrentHashMap<K, V> young, ConcurrentHashMap<K, V> old) {}

  Memo(int most, Function<K, V> function) {
    this.most = most;
    this.function = function;
  }

  V of(K key) {
    var now = generations;
    var answer = now.young.get(key);
    if (answer != null) {
      return answer;
    }
    var known = now.old.get(key);
    var made = known != null ? known : function.apply(key);
    if (now.young.size() >= most) {
      now = new Generations<>(new ConcurrentHashMap<>(), now.young);
      generations = now;
    }
    now.young.put(key, made);
    return made;
  }
}

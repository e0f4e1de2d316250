package org.signet.spf;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.signet.foundation.text.Parsed;

/// Records that were read lately, by their text: the same few are read again and again.
///
/// Two generations of bounded size: where the young one is full it becomes the old one, and the old
/// one is dropped; what is asked for again moves to the young one. Whoever floods it with records
/// makes the next reading slower, and nothing else.
final class RecordCache {
  /// Chars of all records in one generation. A parsed record takes up to some
  /// 100 octets a char.
  static final int GENERATION_CHARS = 1 << 15;

  /// Chars of a record that is kept.
  static final int RECORD_CHARS = 1 << 12;

  private record Generation(
      Map<String, Parsed<SpfRecord>> records,
      AtomicInteger chars,
      Map<String, Parsed<SpfRecord>> older) {
    Generation(Map<String, Parsed<SpfRecord>> older) {
      this(new ConcurrentHashMap<>(), new AtomicInteger(), older);
    }
  }

  private final AtomicReference<Generation> young = new AtomicReference<>(new Generation(Map.of()));

  Parsed<SpfRecord> parse(String text) {
    var generation = young.get();
    var known = generation.records.get(text);
    if (known != null) {
      return known;
    }
    var old = generation.older.get(text);
    var parsed = old != null ? old : SpfRecord.parse(text);
    if (text.length() <= RECORD_CHARS) {
      keep(generation, text, parsed);
    }
    return parsed;
  }

  private void keep(Generation generation, String text, Parsed<SpfRecord> parsed) {
    generation.records.put(text, parsed);
    if (generation.chars.addAndGet(text.length()) > GENERATION_CHARS) {
      young.compareAndSet(generation, new Generation(generation.records));
    }
  }

  /// Chars of the records that are kept.
  int chars() {
    var generation = young.get();
    return generation.records.keySet().stream().mapToInt(String::length).sum()
        + generation.older.keySet().stream().mapToInt(String::length).sum();
  }
}

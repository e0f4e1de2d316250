package org.signet.dmarc;

import java.util.Arrays;

/// A set of short ASCII texts without an object for each: the texts one after another in one array,
/// each behind an octet with its length, and a table of their places, open-addressed by hash.
final class RuleTable {
  /// A domain name has no more octets.
  private static final int LONGEST = 255;

  private byte[] pool = new byte[1 << 18];
  private int used = 1;

  /// Places in the pool; 0 is free. A power of two, at most half full.
  private int[] places = new int[1 << 15];

  private int size;

  /// Adds a text of octets, perhaps once more; one that is too long for a rule is left out.
  void add(byte[] octets, int from, int to) {
    int length = to - from;
    if (length > LONGEST) {
      return;
    }
    if (used + length + 1 > pool.length) {
      pool = Arrays.copyOf(pool, 2 * pool.length);
    }
    if (2 * size >= places.length) {
      grow();
    }
    int place = used;
    pool[place] = (byte) length;
    System.arraycopy(octets, from, pool, place + 1, length);
    used += length + 1;
    size++;
    insert(place);
  }

  private void grow() {
    var before = places;
    places = new int[2 * before.length];
    for (int place : before) {
      if (place != 0) {
        insert(place);
      }
    }
  }

  private void insert(int place) {
    int hash = 0;
    for (int i = 1; i <= (pool[place] & 0xff); i++) {
      hash = mix(hash, pool[place + i]);
    }
    int slot = slot(hash);
    while (places[slot] != 0) {
      slot = (slot + 1) & (places.length - 1);
    }
    places[slot] = place;
  }

  /// Whether the text that `prefix` and `rest` make together was added.
  boolean contains(String prefix, String rest) {
    int hash = hash(hash(0, prefix), rest);
    for (int slot = slot(hash); places[slot] != 0; slot = (slot + 1) & (places.length - 1)) {
      if (isAt(places[slot], prefix, rest)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(int place, String prefix, String rest) {
    if ((pool[place] & 0xff) != prefix.length() + rest.length()) {
      return false;
    }
    int at = place + 1;
    for (int i = 0; i < prefix.length(); i++) {
      if (pool[at++] != prefix.charAt(i)) {
        return false;
      }
    }
    for (int i = 0; i < rest.length(); i++) {
      if (pool[at++] != rest.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(int before, String text) {
    int hash = before;
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash, text.charAt(i));
    }
    return hash;
  }

  private static int mix(int hash, int octet) {
    return 31 * hash + octet;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & (places.length - 1);
  }

  int size() {
    return size;
  }
}

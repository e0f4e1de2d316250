package org.signet.dkim;

import java.util.Arrays;
import java.util.Optional;

/// A hash algorithm, as a key's `h=` names it. RFC 6376 §3.6.1.
public enum HashAlgorithm {
  /// Known so that old mail can be told from broken mail; nothing verifies with it (RFC 8301 §3.1).
  SHA1("sha1", "SHA-1", 20),
  SHA256("sha256", "SHA-256", 32);

  private final String word;
  private final String javaName;
  private final int octets;

  HashAlgorithm(String word, String javaName, int octets) {
    this.word = word;
    this.javaName = javaName;
    this.octets = octets;
  }

  /// The word in `a=` and `h=`.
  public String word() {
    return word;
  }

  /// The algorithm of this word.
  public static Optional<HashAlgorithm> named(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  String javaName() {
    return javaName;
  }

  /// Octets of a hash.
  public int octets() {
    return octets;
  }
}

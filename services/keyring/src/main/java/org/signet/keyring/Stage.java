package org.signet.keyring;

import java.util.Locale;
import java.util.Optional;

/// Where a key is in its life. A key goes from each to the next, and by a person's word from any to
/// a later one or, until the next step, back.
public enum Stage {
  /// It is made. Its record should be published, and is not yet at every server.
  PENDING,
  /// Every authoritative server has the record; caches may still hold what was there before.
  PUBLISHED,
  /// It signs.
  ACTIVE,
  /// It signs no more. Its record stays, for mail that is on its way.
  RETIRING,
  /// Its record should say that it was withdrawn: `p=` is empty.
  REVOKED,
  /// Its record may go, and its name be used again.
  REMOVED;

  /// The lower-case word, in the state file and for people.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Stage> named(String word) {
    for (var stage : values()) {
      if (stage.word().equals(word)) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }
}

package org.signet.keyring;

import java.util.Locale;
import java.util.Optional;

/// What happened to the keys of a domain, the latest of which can be undone.
public enum Step {
  /// A key was made, or taken over from a file.
  MAKE,
  /// A pending key was seen at every server.
  PUBLISH,
  /// A published key signs from now on, in the place of the one before.
  ACTIVATE,
  /// A person took a key out of use.
  RETIRE,
  /// A retiring key was withdrawn.
  REVOKE,
  /// A revoked key was given up.
  REMOVE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Step> named(String word) {
    for (var step : values()) {
      if (step.word().equals(word)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }
}

package org.signet.keyring;

import java.time.Instant;
import java.util.List;
import org.signet.dkim.KeyProblem;

/// What the next step of a key waits for.
public sealed interface Waiting {
  DomainKey key();

  /// Every authoritative server must show the record that is wanted at the key's name: the key, or
  /// its end.
  record ForServers(DomainKey key, Sighting seen) implements Waiting {}

  /// The customer must publish these aliases.
  record ForAliases(DomainKey key, List<KeyState.Alias> missing) implements Waiting {}

  /// A time must pass.
  record Until(DomainKey key, Instant time, Reason reason) implements Waiting {}

  /// The private key must be there and readable before it can sign.
  record ForPrivateKey(DomainKey key, KeyProblem why) implements Waiting {}

  /// Both names of the provider are in use: another key must be removed first.
  ///
  /// @param key the key that is in the way
  record ForName(DomainKey key) implements Waiting {}

  /// Why a time must pass.
  enum Reason {
    /// Caches may still hold what stood at the name before.
    CACHES,
    /// Mail that the key signed may still be on its way.
    QUEUES,
    /// Caches may still hold the key that was withdrawn.
    WITHDRAWAL
  }
}

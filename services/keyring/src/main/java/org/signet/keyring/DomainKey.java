package org.signet.keyring;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.signet.dkim.DkimPublicKey;
import org.signet.dkim.KeyRecord;
import org.signet.foundation.text.Domain;

/// One key of a domain, and where it stands.
///
/// @param file the name of the file of the private key, beside the state
/// @param since when it came to its stage
/// @param ttl the longest that anything seen at its name may be kept by a cache
/// @param gone when every server first showed a revoked key to be gone; of a published key, when it
///     was last seen to be, and is not back
/// @param isCompromised whether others may have the private key: nothing waits for mail it signed
public record DomainKey(
    Domain selector,
    DkimPublicKey publicKey,
    String file,
    Stage stage,
    Instant since,
    Duration ttl,
    Optional<Instant> gone,
    boolean isCompromised) {
  /// Digits of the fingerprint in the name of a file, so that no two keys have the same.
  private static final int FILE_DIGITS = 12;

  /// A key that is just made.
  static DomainKey made(Domain selector, DkimPublicKey key, Instant now) {
    var file = selector + "-" + KeyRecord.fingerprint(key).substring(0, FILE_DIGITS) + ".pem";
    return new DomainKey(
        selector, key, file, Stage.PENDING, now, KeyRecord.TTL, Optional.empty(), false);
  }

  DomainKey at(Stage next, Instant now) {
    return new DomainKey(
        selector, publicKey, file, next, now, ttl, Optional.empty(), isCompromised);
  }

  DomainKey withTtl(Duration seen) {
    var longest = seen.compareTo(ttl) > 0 ? seen : ttl;
    return new DomainKey(selector, publicKey, file, stage, since, longest, gone, isCompromised);
  }

  DomainKey goneAt(Instant when) {
    return new DomainKey(
        selector, publicKey, file, stage, since, ttl, Optional.of(when), isCompromised);
  }

  DomainKey compromised() {
    return new DomainKey(selector, publicKey, file, stage, since, ttl, gone, true);
  }

  boolean isOfType(KeyType type) {
    return type == KeyType.of(publicKey);
  }
}

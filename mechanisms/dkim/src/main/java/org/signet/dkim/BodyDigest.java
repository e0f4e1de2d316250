package org.signet.dkim;

import java.util.OptionalLong;

/// What a body comes to: the hash of its canonical form. With it a proof can be replayed when the
/// body is gone.
///
/// @param limit only so many canonical octets were hashed (`l=`); empty where all were
/// @param octets how long the whole canonical body is
/// @param hash in Base64, as `bh=` writes it
public record BodyDigest(
    Canonicalization form, HashAlgorithm algorithm, OptionalLong limit, long octets, String hash) {
  /// The canonical octets that the hash does not cover.
  public long uncovered() {
    return limit.isPresent() ? Math.max(0, octets - limit.getAsLong()) : 0;
  }
}

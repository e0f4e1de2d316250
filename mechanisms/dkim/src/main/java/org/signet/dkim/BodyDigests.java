package org.signet.dkim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The hashes of a body: of one that has passed, or from a recording of it.
@FunctionalInterface
public interface BodyDigests {
  /// The hash in this form, by this algorithm, of so many octets; empty where nobody wanted it.
  Optional<BodyDigest> digest(Canonicalization form, HashAlgorithm algorithm, OptionalLong limit);

  /// Those that were kept.
  static BodyDigests of(List<BodyDigest> kept) {
    return (form, algorithm, limit) -> {
      for (var digest : kept) {
        if (digest.form() == form
            && digest.algorithm() == algorithm
            && digest.limit().equals(limit)) {
          return Optional.of(digest);
        }
      }
      return Optional.empty();
    };
  }
}

package org.signet.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Hashes a body as it passes, once for each canonical form and hash algorithm that somebody wants,
/// however many signatures there are. RFC 6376 §3.7, step 1.
///
/// What is wanted is said before the first octet. One body, one thread at a time.
public final class BodyHasher implements BodyDigests {
  private final List<CanonicalBody> bodies = new ArrayList<>(2);
  private boolean begun;
  private boolean ended;

  /// Asks for a hash.
  ///
  /// @param limit only so many octets of the canonical form (`l=`)
  /// @throws IllegalStateException when the body has begun to pass
  public void want(Canonicalization form, HashAlgorithm algorithm, OptionalLong limit) {
    if (begun) {
      throw new IllegalStateException("the body is already passing");
    }
    bodyOf(form).lane(algorithm).want(limit);
  }

  /// Asks whether the body has this hash, all of it or all but some lines at its end. Costs a hash
  /// for each line.
  ///
  /// @param hash in Base64, of the whole of a body
  /// @throws IllegalStateException when the body has begun to pass
  public SoughtPrefix seek(Canonicalization form, HashAlgorithm algorithm, String hash) {
    want(form, algorithm, OptionalLong.empty());
    var sought = new SoughtPrefix(hash);
    bodyOf(form).lane(algorithm).seek(sought);
    return sought;
  }

  private CanonicalBody bodyOf(Canonicalization form) {
    for (var body : bodies) {
      if (body.form() == form) {
        return body;
      }
    }
    var body =
        switch (form) {
          case SIMPLE -> new SimpleBody();
          case RELAXED -> new RelaxedBody();
        };
    bodies.add(body);
    return body;
  }

  /// The next octets of the body, from `from` up to `to`; they are not kept.
  public void update(byte[] octets, int from, int to) {
    begun = true;
    for (var body : bodies) {
      body.write(octets, from, to);
    }
  }

  /// The end of the body. Whoever shares this hasher may say so again.
  public void end() {
    begun = true;
    if (!ended) {
      ended = true;
      bodies.forEach(CanonicalBody::end);
    }
  }

  /// @throws IllegalStateException before the body has ended
  @Override
  public Optional<BodyDigest> digest(
      Canonicalization form, HashAlgorithm algorithm, OptionalLong limit) {
    return BodyDigests.of(digests()).digest(form, algorithm, limit);
  }

  /// Every hash that was wanted, to be kept.
  ///
  /// @throws IllegalStateException before the body has ended
  public List<BodyDigest> digests() {
    if (!ended) {
      throw new IllegalStateException("the body has not ended");
    }
    var digests = new ArrayList<BodyDigest>(1);
    bodies.forEach(body -> body.addTo(digests));
    return digests;
  }
}

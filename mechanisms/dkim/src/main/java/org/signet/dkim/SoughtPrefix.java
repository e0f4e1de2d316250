package org.signet.dkim;

import java.util.Optional;

/// A hash of which it is asked whether the body, or the body but for lines at its end, has it. Says
/// whether something was only added to a body that was signed. Asked by
/// [BodyHasher#seek(Canonicalization, HashAlgorithm, String)].
public final class SoughtPrefix {
  /// Line ends at which the hash is compared, so that a body of tiny lines costs no more than
  /// others.
  private static final int MOST_OFFERS = 100_000;

  private final String hash;
  private long found;
  private long beyond;
  private int offers;
  private boolean ended;

  /// @param hash in Base64
  SoughtPrefix(String hash) {
    this.hash = hash;
  }

  /// Where the body has it.
  ///
  /// @param octets canonical octets at the front that have the hash
  /// @param beyond canonical octets behind them; 0 where it is the hash of the whole
  public record Found(long octets, long beyond) {}

  /// What came of it, once the body has ended.
  public Optional<Found> result() {
    return ended && found > 0 ? Optional.of(new Found(found, beyond)) : Optional.empty();
  }

  boolean isOpen() {
    return found == 0 && offers < MOST_OFFERS;
  }

  /// The body up to here, where a line ends, has this hash.
  void offer(long octets, String prefix) {
    offers++;
    if (prefix.equals(hash)) {
      found = octets;
    }
  }

  void end(long octets) {
    ended = true;
    beyond = octets - found;
  }
}

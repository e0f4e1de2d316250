package org.signet.arc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.signet.dkim.CanonicalHeader;
import org.signet.dkim.Canonicalization;

/// The hashes that the seals of a chain sign (RFC 8617 §5.1.1): each covers every earlier set and
/// its own, so one digest runs over all sets, and a copy of it ends at each seal. All algorithms of
/// seals use SHA-256.
final class SealHashes {
  private SealHashes() {}

  /// What a seal covers of the sets before its own, to which its own is added.
  static CanonicalHeader canonical(List<ArcSet> before) {
    var canonical = new CanonicalHeader(Canonicalization.RELAXED);
    for (var set : before) {
      canonical.add(set.results().field());
      canonical.add(set.message().field());
      canonical.add(set.seal().field());
    }
    return canonical;
  }

  /// The hash for each set, in the order of the sets.
  static List<byte[]> of(List<ArcSet> sets) {
    var hashes = new ArrayList<byte[]>(sets.size());
    var all = sha256();
    for (var set : sets) {
      var before = new CanonicalHeader(Canonicalization.RELAXED);
      before.add(set.results().field());
      before.add(set.message().field());
      all.update(before.octets());
      var own = new CanonicalHeader(Canonicalization.RELAXED);
      own.addOwn(set.seal().field(), set.seal().tags());
      var upToHere = copy(all);
      hashes.add(upToHere.digest(own.octets()));
      var whole = new CanonicalHeader(Canonicalization.RELAXED);
      whole.add(set.seal().field());
      all.update(whole.octets());
    }
    return hashes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's hash functions can be copied", e);
    }
  }
}

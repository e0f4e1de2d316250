package org.signet.dkim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds what is wrong with keys, from their public halves alone.
public final class WeakKeys {
  /// What keys usually have, and the least that NIST SP 800-56B allows.
  private static final BigInteger USUAL_EXPONENT = BigInteger.valueOf(65537);

  private static final Weakness UNSAFE_EXPONENT = new Weakness.Unsafe(DkimOutcome.Flaw.EXPONENT);

  private final List<Blocklist> blocklists;

  /// @param blocklists keys that are known to be broken, beside those known here
  public WeakKeys(List<Blocklist> blocklists) {
    this.blocklists = List.copyOf(blocklists);
  }

  /// Everything that is found, what forbids the key first.
  public List<Weakness> of(DkimPublicKey key) {
    var found = new ArrayList<Weakness>();
    PublishedKeys.documentOf(key).map(Weakness.Published::new).ifPresent(found::add);
    if (CryptoProviders.prepared(key) instanceof PreparedKey.Flawed(var flaw)) {
      found.add(new Weakness.Unsafe(flaw));
    }
    switch (key) {
      case DkimPublicKey.Rsa rsa -> rsa(rsa, found);
      case DkimPublicKey.Ed25519 _ -> {}
    }
    found.sort(Comparator.comparing(weakness -> !weakness.forbids()));
    return List.copyOf(found);
  }

  private void rsa(DkimPublicKey.Rsa key, List<Weakness> found) {
    size(key.bits(), found);
    if (key.exponent().compareTo(USUAL_EXPONENT) < 0 && !found.contains(UNSAFE_EXPONENT)) {
      found.add(new Weakness.SmallExponent(key.exponent()));
    }
    if (Roca.marks(key.modulus())) {
      found.add(new Weakness.Roca());
    }
    for (var list : blocklists) {
      if (list.holds(key.modulus())) {
        found.add(new Weakness.OnBlocklist(list.file()));
      }
    }
  }

  private static void size(int bits, List<Weakness> found) {
    if (bits < DkimLimits.LEAST_RSA_BITS) {
      found.add(new Weakness.TooFewBits(bits));
    } else if (bits < DkimLimits.STRONG_RSA_BITS) {
      found.add(new Weakness.FewBits(bits));
    } else if (bits > DkimLimits.MOST_RSA_BITS) {
      found.add(new Weakness.ManyBits(bits));
    }
  }
}

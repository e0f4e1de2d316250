package org.signet.dkim;

import org.signet.dkim.DkimOutcome.PermError;
import org.signet.dkim.DkimOutcome.Restriction;
import org.signet.foundation.text.Ascii;

/// Whether a key is fit for a signature: what its record allows (RFC 6376 §3.6.1), and what its
/// strength does (RFC 8301 §3.2).
record KeyRules(DkimAlgorithm algorithm, String service, DkimLimits limits) {
  KeyChoice judge(DkimKey key) {
    return switch (key) {
      case DkimKey.Usable usable -> judge(usable);
      case DkimKey.Revoked _ -> none(new PermError.KeyRevoked());
      case DkimKey.Unusable(var why) -> none(new PermError.KeyUnusable(why));
      case DkimKey.Ignored(var why) -> none(new PermError.KeyUnusable(why));
    };
  }

  private KeyChoice judge(DkimKey.Usable usable) {
    if (!usable.serves(service)) {
      return none(new PermError.NotPermittedByKey(Restriction.SERVICE));
    }
    if (!usable.key().type().equals(algorithm.keyType())) {
      return none(new PermError.NotPermittedByKey(Restriction.KEY_TYPE));
    }
    if (!usable.allows(algorithm.hash())) {
      return none(new PermError.NotPermittedByKey(Restriction.HASH));
    }
    if (isCompromised(usable)) {
      return none(new PermError.KeyCompromised());
    }
    if (usable.key() instanceof DkimPublicKey.Rsa rsa) {
      if (rsa.bits() < limits.leastRsaBits()) {
        return none(new PermError.KeyTooSmall(rsa.bits(), limits.leastRsaBits()));
      }
      if (rsa.bits() > limits.mostRsaBits()) {
        return none(new PermError.KeyTooLarge(rsa.bits(), limits.mostRsaBits()));
      }
    }
    return usable
        .key()
        .flaw()
        .map(flaw -> none(new PermError.KeyUnsafe(flaw)))
        .orElseGet(() -> new KeyChoice.Chosen(usable));
  }

  private boolean isCompromised(DkimKey.Usable usable) {
    return !limits.compromised().isEmpty()
        && usable
            .tags()
            .value("p")
            .map(Ascii::withoutFolding)
            .filter(limits.compromised()::contains)
            .isPresent();
  }

  private static KeyChoice none(PermError why) {
    return new KeyChoice.None(why);
  }
}

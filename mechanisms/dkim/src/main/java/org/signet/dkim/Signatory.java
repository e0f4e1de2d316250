package org.signet.dkim;

import org.signet.foundation.text.Domain;

/// Who signs, and with which key: `d=`, `s=` and the private half. RFC 6376 §3.5.
///
/// @param domain in its ASCII form (RFC 8616 §5)
public record Signatory(Domain domain, Domain selector, SigningKey key) {
  /// @throws IllegalArgumentException where the names are no names of mail or too long together, or
  ///     an RSA key has fewer bits than any verifier accepts (RFC 8301 §3.2)
  public Signatory {
    if (!isForSigning(domain)) {
      throw new IllegalArgumentException("no domain that signs mail: " + domain);
    }
    if (!selector.isHostName()) {
      throw new IllegalArgumentException("no selector: " + selector);
    }
    if (KeyLookup.nameOf(selector, domain).isEmpty()) {
      throw new IllegalArgumentException(
          "too long together: " + selector + " and " + domain + ", for a name in the DNS");
    }
    if (key.publicKey() instanceof DkimPublicKey.Rsa rsa
        && rsa.bits() < DkimLimits.LEAST_RSA_BITS) {
      throw new IllegalArgumentException(
          "an RSA key of "
              + rsa.bits()
              + " bits, and no verifier accepts fewer than "
              + DkimLimits.LEAST_RSA_BITS);
    }
  }

  /// Whether signatures may name this domain: two labels at least, each as in mail. RFC 6376 §3.5,
  /// `d=`; verifiers refuse others.
  public static boolean isForSigning(Domain domain) {
    return domain.isMailName() && domain.labelCount() > 1;
  }

  /// Where the key stands in the DNS.
  public Domain keyName() {
    return KeyLookup.nameOf(selector, domain).orElseThrow();
  }

  /// What must stand there.
  public KeyRecord record() {
    return KeyRecord.publishing(keyName(), key.publicKey());
  }
}

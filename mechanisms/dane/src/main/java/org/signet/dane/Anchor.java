package org.signet.dane;

import java.security.PublicKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// An authority where a path ends.
///
/// @param certificate that of the authority; of one that the record gives as a bare key, none
record Anchor(X500Principal name, PublicKey key, Optional<X509Certificate> certificate) {
  static Anchor of(X509Certificate certificate) {
    return new Anchor(
        certificate.getSubjectX500Principal(),
        certificate.getPublicKey(),
        Optional.of(certificate));
  }

  /// The bare key that signed this certificate.
  static Anchor of(X509Certificate signed, PublicKey key) {
    return new Anchor(signed.getIssuerX500Principal(), key, Optional.empty());
  }

  TrustAnchor toTrustAnchor() {
    return new TrustAnchor(name, key, null);
  }
}

package org.signet.dane;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads certificates and public keys from octets of others (DER, X.690 §10).
final class Der {
  /// A certificate larger than this is taken for broken; those of servers have 1 to 4 KiB.
  static final int MOST_OCTETS = 16 * 1024;

  private static final int SEQUENCE = 0x30;
  private static final int EXPLICIT_VERSION = 0xa0;

  /// Elements of a TBSCertificate between the version and the public key: serial number, algorithm,
  /// issuer, validity, subject (RFC 5280 §4.1).
  private static final int BEFORE_KEY = 5;

  /// The kinds of keys that certificates have.
  private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA", "DSA", "ML-DSA");

  private Der() {}

  /// The certificate that these octets are, with nothing before or behind it.
  static Optional<X509Certificate> certificate(byte[] octets) {
    // The factory of the JDK takes PEM and what is behind a certificate as well.
    if (!isOneSequence(octets)) {
      return Optional.empty();
    }
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(octets));
      return read instanceof X509Certificate one ? Optional.of(one) : Optional.empty();
    } catch (CertificateException | RuntimeException broken) {
      // The parser of the JDK does not promise to say what is broken by its own exception alone.
      return Optional.empty();
    }
  }

  /// The public key that these octets (SubjectPublicKeyInfo) are, of a kind that we know.
  static Optional<PublicKey> publicKey(byte[] octets) {
    if (!isOneSequence(octets)) {
      return Optional.empty();
    }
    for (var kind : KINDS) {
      try {
        var key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(octets));
        return Optional.of(key);
      } catch (GeneralSecurityException | RuntimeException _) {
        // It is of another kind, or broken.
      }
    }
    return Optional.empty();
  }

  /// The SubjectPublicKeyInfo of a TBSCertificate that was read before, as it stands there: the JDK
  /// would write some keys in another way.
  static byte[] publicKeyOctets(byte[] certificate) {
    var at = Element.at(certificate, 0).content();
    if ((certificate[at] & 0xff) == EXPLICIT_VERSION) {
      at = Element.at(certificate, at).end();
    }
    for (int i = 0; i < BEFORE_KEY; i++) {
      at = Element.at(certificate, at).end();
    }
    return Arrays.copyOfRange(certificate, at, Element.at(certificate, at).end());
  }

  private static boolean isOneSequence(byte[] octets) {
    return octets.length >= 2
        && octets.length <= MOST_OCTETS
        && octets[0] == SEQUENCE
        && Element.at(octets, 0).end() == octets.length;
  }

  /// One element: where its content begins, and where it ends.
  private record Element(int content, int end) {
    /// Of a length that cannot be read, the element is empty and ends where it begins.
    static Element at(byte[] octets, int at) {
      int first = at + 1 < octets.length ? octets[at + 1] & 0xff : 0x80;
      if (first < 0x80) {
        return new Element(at + 2, at + 2 + first);
      }
      int count = first & 0x7f;
      if (count < 1 || count > 3 || at + 2 + count > octets.length) {
        return new Element(at, at);
      }
      int length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | (octets[at + 2 + i] & 0xff);
      }
      return new Element(at + 2 + count, at + 2 + count + length);
    }
  }
}

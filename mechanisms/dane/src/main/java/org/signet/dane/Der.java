package org.signet.dane;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
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

  static byte[] octets(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

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

  /// The SubjectPublicKeyInfo of a certificate, as it stands there: the JDK would write some keys
  /// in another way. Of what is no certificate, whatever stands there, or nothing.
  static byte[] publicKeyOctets(byte[] certificate) {
    int at = Element.at(certificate, Element.at(certificate, 0).content()).content();
    if (at < certificate.length && (certificate[at] & 0xff) == EXPLICIT_VERSION) {
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

  /// One element: where its content begins, and where it ends, both within the octets.
  private record Element(int content, int end) {
    /// Where no length can be read, the element is empty and lies at the end of the octets.
    static Element at(byte[] octets, int at) {
      int first = at + 1 < octets.length ? octets[at + 1] & 0xff : 0x80;
      int count = first < 0x80 ? 0 : first & 0x7f;
      var isReadable = first != 0x80 && count <= 3 && at + 2 + count <= octets.length;
      int length = first < 0x80 ? first : 0;
      for (int i = 0; i < count && isReadable; i++) {
        length = length << 8 | (octets[at + 2 + i] & 0xff);
      }
      int content = at + 2 + count;
      return isReadable && content + length <= octets.length
          ? new Element(content, content + length)
          : new Element(octets.length, octets.length);
    }
  }
}

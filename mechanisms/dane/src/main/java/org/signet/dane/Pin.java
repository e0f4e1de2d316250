package org.signet.dane;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import org.signet.dns.Rdata;

/// A TLSA record whose numbers and data are understood.
///
/// @param association the certificate, the key, or the digest of one, one char per octet
public record Pin(Usage usage, Selector selector, Matching matching, String association) {
  /// The record that this certificate matches.
  public static Pin of(
      X509Certificate certificate, Usage usage, Selector selector, Matching matching) {
    return new Pin(
        usage, selector, matching, matching.of(selector.octets(Der.octets(certificate))));
  }

  /// Whether this certificate is the one that is meant (RFC 6698 §2.1).
  public boolean matches(X509Certificate certificate) {
    return matches(Der.octets(certificate));
  }

  /// The same of a certificate in DER, which no library need be able to read.
  boolean matches(byte[] certificate) {
    return association.equals(matching.of(selector.octets(certificate)));
  }

  /// Whether the record holds a certificate or a key itself, so that the server need not send it.
  boolean isWhole() {
    return matching == Matching.FULL;
  }

  /// The certificate that the record holds itself.
  Optional<X509Certificate> bareCertificate() {
    return isWhole() && selector == Selector.CERT ? Der.certificate(octets()) : Optional.empty();
  }

  /// The key that the record holds itself.
  Optional<PublicKey> bareKey() {
    return isWhole() && selector == Selector.SPKI ? Der.publicKey(octets()) : Optional.empty();
  }

  private byte[] octets() {
    return association.getBytes(ISO_8859_1);
  }

  /// The data of the record.
  public Rdata.Tlsa data() {
    return new Rdata.Tlsa(usage.number(), selector.number(), matching.number(), association);
  }

  /// As in zone text: `3 1 1 8cb0…`.
  @Override
  public String toString() {
    return usage.number()
        + " "
        + selector.number()
        + " "
        + matching.number()
        + " "
        + HexFormat.of().formatHex(octets());
  }
}

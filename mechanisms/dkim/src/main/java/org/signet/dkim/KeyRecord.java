package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;

/// The TXT record that publishes a key, or its end. RFC 6376 §3.6.1.
///
/// @param name `selector._domainkey.domain`
/// @param value the tags, as one text
public record KeyRecord(Domain name, String value) {
  /// Octets that one string of a TXT record holds. RFC 1035 §3.3.
  public static final int STRING_OCTETS = 255;

  /// How long resolvers may keep the record where nobody asked for something else: short enough
  /// that a rotation waits an hour and no day.
  public static final Duration TTL = Duration.ofHours(1);

  /// The record of a key in use.
  public static KeyRecord publishing(Domain name, DkimPublicKey key) {
    return new KeyRecord(name, "v=DKIM1; k=" + keyType(key) + "; p=" + base64(key));
  }

  /// The record of a key that was withdrawn: `p=` is empty.
  public static KeyRecord revoking(Domain name) {
    return new KeyRecord(name, "v=DKIM1; p=");
  }

  private static String keyType(DkimPublicKey key) {
    return switch (key) {
      case DkimPublicKey.Rsa _ -> DkimAlgorithm.RSA_SHA256.keyType();
      case DkimPublicKey.Ed25519 _ -> DkimAlgorithm.ED25519_SHA256.keyType();
    };
  }

  /// The value of `p=`.
  public static String base64(DkimPublicKey key) {
    return Base64.getEncoder().encodeToString(octets(key));
  }

  /// What people and files call a key by: the SHA-256 of the octets in `p=`, in hexadecimal.
  public static String fingerprint(DkimPublicKey key) {
    try {
      var hash = MessageDigest.getInstance(HashAlgorithm.SHA256.javaName());
      return HexFormat.of().formatHex(hash.digest(octets(key)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK knows SHA-256", e);
    }
  }

  /// What stands in `p=`: a SubjectPublicKeyInfo for RSA, the bare point for Ed25519
  /// (RFC 8463 §4.2).
  private static byte[] octets(DkimPublicKey key) {
    return switch (key) {
      case DkimPublicKey.Rsa rsa -> subjectPublicKeyInfo(rsa);
      case DkimPublicKey.Ed25519(var octets) -> octets.getBytes(ISO_8859_1);
    };
  }

  private static byte[] subjectPublicKeyInfo(DkimPublicKey.Rsa key) {
    var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    try {
      return new SubjectPublicKeyInfo(algorithm, new RSAPublicKey(key.modulus(), key.exponent()))
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("two numbers can be written", e);
    }
  }

  /// The value cut into the strings of the record, each as full as it may be.
  public List<String> strings() {
    var strings = new ArrayList<String>();
    for (int from = 0; from < value.length(); from += STRING_OCTETS) {
      strings.add(value.substring(from, Math.min(value.length(), from + STRING_OCTETS)));
    }
    return List.copyOf(strings);
  }

  public Rdata.Txt data() {
    return new Rdata.Txt(strings());
  }

  /// The record as a line of a zone file (RFC 1035 §5.1), over several lines where the value needs
  /// several strings; ends with a line feed.
  public String zoneText() {
    var owner = name.text() + ". " + TTL.toSeconds() + " IN TXT ";
    var strings = strings();
    if (strings.size() == 1) {
      return owner + '"' + strings.getFirst() + "\"\n";
    }
    return owner + "(\n  \"" + String.join("\"\n  \"", strings) + "\" )\n";
  }
}

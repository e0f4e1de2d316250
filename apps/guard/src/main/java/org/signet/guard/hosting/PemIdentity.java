package org.signet.guard.hosting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A server's certificate with those above it, and its private key, from the files that an ACME
/// client writes.
///
/// @param chain the server's own first
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final int MOST_OCTETS = 1 << 20;
  private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final String END_CERTIFICATE = "-----END CERTIFICATE-----";

  public PemIdentity {
    chain = List.copyOf(chain);
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// Makes sure that the key is that of the certificate, by a signature.
  ///
  /// @throws IOException where it is not
  public void requirePair() throws IOException {
    try {
      var algorithm = key.getAlgorithm();
      var name =
          switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
          };
      var signer = Signature.getInstance(name);
      signer.initSign(key);
      var signed = signer.sign();
      signer.initVerify(certificate().getPublicKey());
      if (!signer.verify(signed)) {
        throw new IOException("the key is not that of the certificate");
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("the key is not that of the certificate", e);
    }
  }

  /// Reads both files.
  ///
  /// @throws IOException where one cannot be read, or is none of that kind
  public static PemIdentity read(Hosting.CertificateFiles files) throws IOException {
    var chain = certificates(files.chain());
    var key = key(files.key(), chain.getFirst().getPublicKey().getAlgorithm());
    return new PemIdentity(chain, key);
  }

  /// The certificates of a file, in PEM or DER, in its order.
  public static List<X509Certificate> certificates(Path file) throws IOException {
    return certificates(file, octets(file));
  }

  private static List<X509Certificate> certificates(Path file, byte[] octets) throws IOException {
    try (var in = new ByteArrayInputStream(octets)) {
      var all = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IOException(file + " holds no certificate");
      }
      return all.stream().map(X509Certificate.class::cast).toList();
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no certificate", e);
    }
  }

  /// The certificates of a PEM file that holds other things too, such as their key.
  public static List<X509Certificate> certificatesAmong(Path file) throws IOException {
    var text = new String(octets(file), ISO_8859_1);
    var blocks = new StringBuilder();
    int from = text.indexOf(BEGIN_CERTIFICATE);
    while (from >= 0) {
      int to = text.indexOf(END_CERTIFICATE, from);
      if (to < 0) {
        break;
      }
      blocks.append(text, from, to).append(END_CERTIFICATE).append('\n');
      from = text.indexOf(BEGIN_CERTIFICATE, to);
    }
    return certificates(file, blocks.toString().getBytes(ISO_8859_1));
  }

  private static byte[] octets(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var octets = in.readNBytes(MOST_OCTETS + 1);
      if (octets.length > MOST_OCTETS) {
        throw new IOException(file + " is too large");
      }
      return octets;
    }
  }

  private static PrivateKey key(Path file, String algorithm) throws IOException {
    var text = new String(octets(file), ISO_8859_1);
    try {
      var pkcs8 =
          block(text, "PRIVATE KEY")
              .or(() -> block(text, "EC PRIVATE KEY").map(KeyWrapping::ofEc))
              .or(() -> block(text, "RSA PRIVATE KEY").map(KeyWrapping::ofRsa))
              .orElseThrow(
                  () -> new IOException(file + " holds no private key without passphrase"));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " holds no private key of its certificate", e);
    }
  }

  private static Optional<byte[]> block(String text, String label) {
    var begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----", Math.max(from, 0));
    return from < 0 || to < 0
        ? Optional.empty()
        : Optional.of(
            Base64.getDecoder()
                .decode(text.substring(from + begin.length(), to).replaceAll("\\s", "")));
  }
}

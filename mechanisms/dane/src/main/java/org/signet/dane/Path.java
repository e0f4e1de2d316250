package org.signet.dane;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.signet.dane.DaneMatch.Flaw;
import org.signet.foundation.text.Ascii;

/// Certificates each of which is signed by the next, from the server's own upwards.
///
/// A server may send them out of order, with others among them. The path is found without turning
/// back: of several issuers the one that a record is about, or else the first, is taken. So a
/// server that sends many of one name costs a bounded number of signatures.
record Path(List<X509Certificate> certificates) {
  private static final int KEY_CERT_SIGN = 5;
  private static final int MOST_WORDS = 120;

  /// RFC 5280 §4.2.1.12.
  private static final Set<String> SERVER_PURPOSES = Set.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

  Path {
    certificates = List.copyOf(certificates);
  }

  /// What keeps a path from being valid.
  record Broken(Flaw flaw, String why) {}

  /// The path from the server's certificate.
  ///
  /// @param others those that it sent besides, of a bounded number
  /// @param pins may hold certificates that the server need not send
  static Path from(X509Certificate leaf, List<X509Certificate> others, List<Pin> pins) {
    var pool = new ArrayList<>(others);
    pins.stream()
        .flatMap(pin -> pin.bareCertificate().stream())
        .limit(DaneCheck.MOST_CERTIFICATES)
        .forEach(pool::add);
    var path = new ArrayList<X509Certificate>();
    path.add(leaf);
    while (true) {
      var next = issuer(path.getLast(), pool, pins);
      if (next.isEmpty()) {
        return new Path(path);
      }
      path.add(next.get());
      pool.remove(next.get());
    }
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate of, List<X509Certificate> pool, List<Pin> pins) {
    var issuers =
        pool.stream()
            .filter(one -> one.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
            .filter(one -> !one.equals(of) && isSignedBy(of, one.getPublicKey()))
            .toList();
    return issuers.stream()
        .filter(one -> pins.stream().anyMatch(pin -> pin.matches(one)))
        .findFirst()
        .or(() -> issuers.stream().findFirst());
  }

  static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
    try {
      certificate.verify(key);
      return true;
    } catch (GeneralSecurityException | RuntimeException _) {
      return false;
    }
  }

  X509Certificate leaf() {
    return certificates.getFirst();
  }

  Path first(int length) {
    return new Path(certificates.subList(0, length));
  }

  /// The beginnings of this path that end below an authority, by its name.
  List<Path> below(X509Certificate authority) {
    var name = authority.getSubjectX500Principal();
    return IntStream.range(0, certificates.size())
        .filter(i -> certificates.get(i).getIssuerX500Principal().equals(name))
        .mapToObj(i -> first(i + 1))
        .toList();
  }

  /// What keeps this path from being a valid one to an authority (RFC 5280 §6); empty where it is.
  Optional<Broken> flaw(Anchor anchor, Instant at) {
    return anchor
        .certificate()
        .flatMap(certificate -> flawOfAuthority(certificate, at))
        .or(() -> flawOfPath(anchor, at))
        .or(this::flawOfPurpose);
  }

  private static Optional<Broken> flawOfAuthority(X509Certificate certificate, Instant at) {
    try {
      certificate.checkValidity(Date.from(at));
    } catch (GeneralSecurityException e) {
      return Optional.of(new Broken(Flaw.TIME, words(e)));
    }
    var usage = certificate.getKeyUsage();
    // Certificates before version 3 cannot say that they are those of an authority.
    var isAuthority =
        (certificate.getVersion() < 3 || certificate.getBasicConstraints() >= 0)
            && (usage == null || usage[KEY_CERT_SIGN]);
    return isAuthority
        ? Optional.empty()
        : Optional.of(new Broken(Flaw.PATH, "the issuer is no authority"));
  }

  private Optional<Broken> flawOfPath(Anchor anchor, Instant at) {
    try {
      var parameters = new PKIXParameters(Set.of(anchor.toTrustAnchor()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      var path = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      var isTime =
          e.getReason() == BasicReason.EXPIRED || e.getReason() == BasicReason.NOT_YET_VALID;
      return Optional.of(new Broken(isTime ? Flaw.TIME : Flaw.PATH, words(e)));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.of(new Broken(Flaw.PATH, words(e)));
    }
  }

  private Optional<Broken> flawOfPurpose() {
    for (var certificate : certificates) {
      try {
        var purposes = certificate.getExtendedKeyUsage();
        if (purposes != null && purposes.stream().noneMatch(SERVER_PURPOSES::contains)) {
          return Optional.of(new Broken(Flaw.PURPOSE, "it is not for a server of TLS"));
        }
      } catch (CertificateParsingException e) {
        return Optional.of(new Broken(Flaw.PURPOSE, words(e)));
      }
    }
    return Optional.empty();
  }

  private static String words(Exception e) {
    return Ascii.printable(String.valueOf(e.getMessage()), MOST_WORDS);
  }
}

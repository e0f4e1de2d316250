package org.signet.https;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.NamePattern;

/// The host names that a certificate is for, by its subjectAltName alone: a common name counts for
/// nothing (RFC 9525 §2, RFC 8461 §3.3, §4.2).
public final class DnsIds {
  /// Names that are looked at; public authorities stop at a few hundred.
  public static final int MOST_NAMES = 1_000;

  private static final int DNS_NAME = 2;

  /// Labels behind a wildcard: all names of a top-level domain are nobody's.
  private static final int LEAST_BASE_LABELS = 2;

  private DnsIds() {}

  /// The names, without those that are none.
  public static List<NamePattern> of(X509Certificate certificate) {
    return names(certificate).stream()
        .limit(MOST_NAMES)
        .filter(name -> DNS_NAME == (Integer) name.getFirst())
        .map(name -> NamePattern.parse((String) name.get(1)))
        .flatMap(parsed -> parsed.optional().stream())
        .filter(name -> !name.isWildcard() || name.base().labelCount() >= LEAST_BASE_LABELS)
        .toList();
  }

  private static Collection<List<?>> names(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  /// Whether the certificate is for that host. RFC 9525 §6.3
  public static boolean name(X509Certificate certificate, Domain host) {
    return of(certificate).stream().anyMatch(name -> name.matches(host));
  }
}

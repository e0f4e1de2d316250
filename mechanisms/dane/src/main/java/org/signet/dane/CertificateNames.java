package org.signet.dane;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;
import org.signet.foundation.text.Domain;

/// The host names that a certificate is for: those of its subjectAltName, or where it has none
/// there the common names of its subject (RFC 7672 §3.2.3).
final class CertificateNames {
  private static final int DNS_NAME = 2;

  /// Names that are looked at; certificates have a hundred at most.
  private static final int MOST_NAMES = 1000;

  private CertificateNames() {}

  static List<String> of(X509Certificate certificate) {
    var names = new ArrayList<String>();
    try {
      var all = certificate.getSubjectAlternativeNames();
      for (var name : all == null ? List.<List<?>>of() : all) {
        if (name.getFirst().equals(DNS_NAME) && name.get(1) instanceof String text) {
          names.add(text);
        }
      }
    } catch (CertificateParsingException _) {
      return List.of();
    }
    return names.isEmpty() ? commonNames(certificate) : List.copyOf(names);
  }

  private static List<String> commonNames(X509Certificate certificate) {
    var subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    try {
      return new LdapName(subject)
          .getRdns().stream()
              .filter(part -> part.getType().toUpperCase(Locale.ROOT).equals("CN"))
              .flatMap(part -> Optional.of(part.getValue()).stream())
              .filter(value -> value instanceof String)
              .map(value -> (String) value)
              .toList();
    } catch (InvalidNameException | RuntimeException _) {
      return List.of();
    }
  }

  /// Whether one of the names of a certificate is one of those that are wanted.
  static boolean anyMatches(List<String> names, List<Domain> wanted) {
    return names.stream()
        .limit(MOST_NAMES)
        .anyMatch(name -> wanted.stream().anyMatch(domain -> matches(name, domain)));
  }

  /// A wildcard stands for the whole left-most label and for that alone.
  private static boolean matches(String name, Domain wanted) {
    if (name.startsWith("*.")) {
      var rest = Domain.parse(name.substring(2)).optional();
      return rest.isPresent() && !rest.get().isRoot() && wanted.parent().equals(rest);
    }
    return Domain.parse(name).optional().equals(Optional.of(wanted));
  }
}

package org.signet.dane;

import java.security.cert.X509Certificate;
import java.util.List;

/// What a client adds to the records of a server.
///
/// @param authorities whom the client trusts anyway, for PKIX-TA(0) and PKIX-EE(1)
/// @param namesEndEntity whether a certificate under DANE-EE(3) must bear one of the names too, as
///     protocols need where one server speaks for several, unlike mail (RFC 7671 §5.1)
public record DaneRules(List<X509Certificate> authorities, boolean namesEndEntity) {
  /// Those of mail: no authorities, and DANE-EE(3) needs no name (RFC 7672 §3.1).
  public static final DaneRules MAIL = new DaneRules(List.of(), false);

  public DaneRules {
    authorities = List.copyOf(authorities);
  }
}

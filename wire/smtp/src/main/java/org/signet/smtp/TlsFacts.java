package org.signet.smtp;

import java.security.cert.X509Certificate;
import java.util.List;

/// What a handshake came to.
///
/// @param protocol such as `TLSv1.3`
/// @param cipher the suite, by its IANA name
/// @param chain as the server sent it, its own certificate first
/// @param demand what was asked of it
public record TlsFacts(
    String protocol, String cipher, List<X509Certificate> chain, TlsDemand demand) {
  public TlsFacts {
    chain = List.copyOf(chain);
  }

  /// Whether somebody judged the certificate, and accepted it.
  public boolean isAuthenticated() {
    return demand instanceof TlsDemand.Authenticated;
  }
}

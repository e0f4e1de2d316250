package org.signet.smtp;

import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import org.signet.foundation.text.Domain;

/// What TLS must be for a client to go on in it. Always TLS 1.2 or 1.3 (RFC 8996, RFC 9325 §3.1.1):
/// for a peer that speaks less, the handshake fails.
public sealed interface TlsDemand {
  /// The name that the server is asked for (SNI, RFC 6066 §3), where there is one that can be said:
  /// an `_` cannot.
  Optional<Domain> serverName();

  /// Anybody's certificate will do: better than clear text, and proof of nothing (RFC 7435).
  record Encrypted(Optional<Domain> serverName) implements TlsDemand {}

  /// The certificate must be one that `trust` accepts; the name of the host is its business too,
  /// since it differs between DANE and MTA-STS.
  record Authenticated(X509ExtendedTrustManager trust, Optional<Domain> serverName)
      implements TlsDemand {}
}

package org.signet.smtp;

import java.security.cert.X509Certificate;
import java.util.List;

/// What STARTTLS came to (RFC 3207 §4). In the first three cases the session goes on; whether it
/// may, in clear text, is the caller's policy. In the others the connection is closed: nothing is
/// ever said in clear text behind a handshake that failed.
public sealed interface TlsStart {
  /// The session is encrypted. All that was known of the server is forgotten, and EHLO must be said
  /// again (§4.2).
  record Secured(TlsFacts facts) implements TlsStart {}

  /// The server does not offer STARTTLS, or somebody on the way took the offer out (§6).
  record NotOffered() implements TlsStart {}

  /// The server offered it, and did not want to when asked.
  record Declined(Reply reply) implements TlsStart {}

  /// Clear text stood behind the reply that should be the last: somebody wants it to be taken for
  /// what the server says in TLS.
  ///
  /// @param octets the first of them
  record PlaintextInjected(String octets) implements TlsStart {}

  /// The certificate was not accepted.
  ///
  /// @param chain as the server sent it
  /// @param why what the judge of it said, for a person
  record CertificateRefused(List<X509Certificate> chain, String why) implements TlsStart {
    public CertificateRefused {
      chain = List.copyOf(chain);
    }
  }

  /// The two could not agree on TLS.
  ///
  /// @param detail what happened, for a person
  record HandshakeFailed(String detail) implements TlsStart {}

  /// The session was lost.
  record Lost(Loss loss) implements TlsStart {}
}

package org.signet.maillog;

import java.time.Instant;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// One connection to another host, or a try, as TLS reports count them: one that carries several
/// messages is one.
///
/// @param domain whose mail it was made for, the first where it was several
/// @param relay whom it was made to; [Relay.Nobody] where a policy forbade every host
public record Connection(Instant at, Optional<Domain> domain, Relay relay, Outcome outcome)
    implements LogEvent {

  /// What came of it.
  public sealed interface Outcome {
    /// It was encrypted, and as well verified as was demanded.
    record Encrypted(TlsSession session) implements Outcome {}

    /// It was not, so that no mail went over it, or mail went in clear.
    ///
    /// @param said the mail server's words
    record Failed(Failure failure, String said) implements Outcome {}
  }

  /// Why a connection was not encrypted, or not as demanded. The order and the sense are those of
  /// RFC 8460 §4.3; the policies of MTA-STS themselves never fail here.
  public enum Failure {
    STARTTLS_NOT_SUPPORTED,
    CERTIFICATE_HOST_MISMATCH,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_TRUSTED,
    VALIDATION_FAILURE,
    TLSA_INVALID,
    DNSSEC_INVALID,
    DANE_REQUIRED
  }
}

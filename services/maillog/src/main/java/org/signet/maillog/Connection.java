package org.signet.maillog;

import java.time.Instant;
import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.tlsrpt.Failure;
import org.signet.tlsrpt.Policy;
import org.signet.tlsrpt.ResultType;
import org.signet.tlsrpt.SessionResult;

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
    record Failed(ResultType type, String said) implements Outcome {}
  }

  /// What a report tells of it (RFC 8460 §4.4).
  ///
  /// @param policy the one that was applied, which the log does not know
  public SessionResult under(Policy policy) {
    return switch (outcome) {
      case Outcome.Encrypted _ -> SessionResult.success(policy);
      case Outcome.Failed(var type, _) -> SessionResult.failure(policy, failure(type));
    };
  }

  private Failure failure(ResultType type) {
    return relay instanceof Relay.Host host
        ? new Failure(type, Optional.empty(), host.name(), "", Optional.of(host.address()), "", "")
        : Failure.of(type);
  }
}

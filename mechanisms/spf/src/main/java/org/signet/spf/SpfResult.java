package org.signet.spf;

import java.util.Optional;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.message.AuthenticationResults;

/// The answer to "may this client send for that domain?": what was asked, what it came to, and what
/// was seen. RFC 7208 §4
///
/// @param domain the domain that was checked; empty where the client named none that can be
/// @param sender the `<sender>` of the check, `local-part@domain`, as octets that the client chose:
///     never to be shown or written raw
/// @param helo the argument of HELO, likewise
/// @param client its address; one that is mapped into IPv6 is told as IPv4 (§5)
public record SpfResult(
    Identity identity,
    Optional<Domain> domain,
    String sender,
    String helo,
    Optional<IpAddress> client,
    SpfOutcome outcome,
    SpfEvidence evidence) {
  /// Whether the client may send for the domain.
  public boolean isPass() {
    return outcome instanceof SpfOutcome.Pass;
  }

  /// The result as Authentication-Results tells it: `spf=pass smtp.mailfrom=example.com`. The
  /// local-part, which is the client's to choose, is left out. RFC 8601 §2.7.2
  public AuthenticationResults.Result authenticationResult() {
    var told = AuthenticationResults.Result.of("spf", outcome.word());
    return domain.map(name -> told.with("smtp", identity.word(), name.text())).orElse(told);
  }

  /// The same, about a domain.
  SpfResult about(Domain name) {
    return new SpfResult(identity, Optional.of(name), sender, helo, client, outcome, evidence);
  }

  /// The same check, told of another identity: that of a null reverse-path is the HELO name's.
  SpfResult as(Identity other) {
    return new SpfResult(other, domain, sender, helo, client, outcome, evidence);
  }
}

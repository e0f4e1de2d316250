package org.signet.tlsrpt;

import java.util.Optional;
import org.signet.foundation.text.IpAddress;

/// How one session failed: what the entries of a report are told apart by (RFC 8460 §4.4). A text
/// that is empty is not known.
///
/// @param sendingMta the address that the session came from
/// @param receivingMxHost the MX host, by its name
/// @param receivingMxHelo what it called itself in its greeting
/// @param receivingAddress the address that the session went to
/// @param moreInformation where more can be read: a URI
/// @param reasonCode the sender's own word for what happened
public record Failure(
    ResultType type,
    Optional<IpAddress> sendingMta,
    String receivingMxHost,
    String receivingMxHelo,
    Optional<IpAddress> receivingAddress,
    String moreInformation,
    String reasonCode) {
  /// A failure of which nothing but its kind is known.
  public static Failure of(ResultType type) {
    return new Failure(type, Optional.empty(), "", "", Optional.empty(), "", "");
  }
}

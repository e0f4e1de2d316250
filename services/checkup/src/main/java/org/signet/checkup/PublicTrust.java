package org.signet.checkup;

/// Whether a certificate is one for the host's name by an authority that is publicly trusted, as
/// MTA-STS asks for (RFC 8461 §4.2).
public sealed interface PublicTrust {
  /// It is.
  record Trusted() implements PublicTrust {}

  /// It is not.
  ///
  /// @param why in the words of whoever looked
  record Refused(String why) implements PublicTrust {}
}

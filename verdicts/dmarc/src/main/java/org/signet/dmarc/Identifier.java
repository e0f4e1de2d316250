package org.signet.dmarc;

import org.signet.foundation.text.Domain;

/// A domain that a mechanism was asked about, with what it came to (RFC 9989 §4.3): the domain of
/// MAIL FROM by SPF, or the `d=` of one DKIM signature.
///
/// @param detail what tells it from others of the same domain: the selector of a signature; empty
///     for SPF
public record Identifier(Mechanism mechanism, Domain domain, String detail, Standing standing) {
  /// What authenticates.
  public enum Mechanism {
    SPF,
    DKIM
  }

  /// What the mechanism said.
  public sealed interface Standing {
    /// It passed, and so authenticates the domain.
    record Authenticated() implements Standing {}

    /// It passed and does not count for DMARC.
    record Discounted(Reason reason) implements Standing {}

    /// It did not pass.
    ///
    /// @param result its result in the words of RFC 8601, such as `fail` or `permerror`
    record NotAuthenticated(String result) implements Standing {}

    /// It could not be determined now: a `temperror`.
    record Undetermined() implements Standing {}
  }

  /// Why a pass does not count.
  public enum Reason {
    /// The signature covers a part of the body only (`l=`), and there is more: whoever added that
    /// is not its signer.
    BODY_BEYOND_LENGTH,
    /// The key says that the domain is testing DKIM (RFC 6376 §3.6.1, `t=y`).
    TESTING_KEY
  }
}

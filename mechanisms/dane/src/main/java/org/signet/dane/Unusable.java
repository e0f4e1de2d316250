package org.signet.dane;

import org.signet.dns.Rdata;

/// A TLSA record that a sender cannot use. Where a host has no other, TLS is demanded and nothing
/// is authenticated (RFC 7672 §2.2).
public record Unusable(Rdata.Tlsa record, Reason reason) {
  /// What is wrong with a record.
  public enum Reason {
    /// It needs an authority that senders of mail do not agree on (RFC 7672 §3.1.3).
    PKIX_USAGE,
    UNKNOWN_USAGE,
    UNKNOWN_SELECTOR,
    UNKNOWN_MATCHING,
    /// A digest of another length than the algorithm has.
    DIGEST_LENGTH,
    /// A whole certificate that is none.
    BROKEN_CERTIFICATE,
    /// A whole public key that is none.
    BROKEN_KEY
  }
}

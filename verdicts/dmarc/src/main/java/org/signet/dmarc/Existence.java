package org.signet.dmarc;

import org.signet.dns.Answer;
import org.signet.dns.Rdata;

/// Whether the author's domain exists in the DNS, which chooses between `sp` and `np` (RFC 9989
/// §3.2.13, A.4).
public sealed interface Existence {
  /// It does not matter for this record.
  record NotAsked() implements Existence {}

  /// The name is there, with whatever records or none.
  record Exists() implements Existence {}

  /// The DNS said NXDOMAIN for the name itself.
  record NoSuchName() implements Existence {}

  /// The DNS did not say.
  record Unknown(Answer.Failed<Rdata.Txt> failure) implements Existence {}
}

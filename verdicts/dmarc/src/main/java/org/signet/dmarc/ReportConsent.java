package org.signet.dmarc;

import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;

/// Whether the place that a record sends reports to wants them (RFC 9990 §3): anybody can name a
/// stranger's address, so a destination outside the organisation must say yes in its own zone.
public sealed interface ReportConsent {
  /// The destination belongs to the organisation that asks: no consent is needed.
  record SameOrganization(Organization organization) implements ReportConsent {}

  /// The destination says yes.
  ///
  /// @param asked the name at which it says so
  /// @param records what it says there; one with `rua` or `ruf` names another address of its own
  record Given(Domain asked, List<DmarcRecord> records) implements ReportConsent {
    public Given {
      records = List.copyOf(records);
    }
  }

  /// The destination does not say yes: nothing is sent.
  record NotGiven(Domain asked, Answer<Rdata.Txt> answer) implements ReportConsent {}

  /// It cannot say yes, because the URI names no domain, or the name to ask would be too long.
  record Impossible() implements ReportConsent {}

  /// The DNS did not answer; it may later.
  record Unknown(Answer.Failed<Rdata.Txt> failure) implements ReportConsent {}
}

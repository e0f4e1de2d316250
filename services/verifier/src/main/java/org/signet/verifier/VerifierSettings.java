package org.signet.verifier;

import org.signet.arc.ArcTrust;
import org.signet.dkim.DkimLimits;
import org.signet.dmarc.DmarcSettings;
import org.signet.dns.BudgetedResolver.Budget;
import org.signet.spf.SpfLimits;

/// What an operator may choose about judging a message. Every default is safe.
///
/// @param receiver the name of the host that judges, for the explanations of SPF (`%{r}`)
/// @param dkim which signatures and keys count
/// @param spf how far an SPF check goes
/// @param dmarc how Organizational Domains are found
/// @param sealers whose ARC seals are believed; nobody's by default
/// @param dns questions to the DNS, and time for them, that one message may cost in all
public record VerifierSettings(
    String receiver,
    DkimLimits dkim,
    SpfLimits spf,
    DmarcSettings dmarc,
    ArcTrust sealers,
    Budget dns) {
  public VerifierSettings {}

  public static VerifierSettings defaults() {
    return new VerifierSettings(
        "unknown",
        DkimLimits.standard(),
        SpfLimits.STANDARD,
        DmarcSettings.defaults(),
        ArcTrust.nobody(),
        Budget.OF_A_MESSAGE);
  }

  /// The same, judging in the name of this host.
  public VerifierSettings as(String host) {
    return new VerifierSettings(host, dkim, spf, dmarc, sealers, dns);
  }

  public VerifierSettings trusting(ArcTrust sealers) {
    return new VerifierSettings(receiver, dkim, spf, dmarc, sealers, dns);
  }
}

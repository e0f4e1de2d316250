package org.signet.checkup;

import java.util.Optional;
import org.signet.dane.DaneMatch;
import org.signet.dane.DaneOutcome;
import org.signet.dane.DaneResult;
import org.signet.dns.Answer;
import org.signet.dns.Security;
import org.signet.https.Fetched;
import org.signet.mtasts.MtaStsOutcome;
import org.signet.mtasts.Undiscovered;
import org.signet.smtp.TlsStart;
import org.signet.tlspolicy.Demand;
import org.signet.tlspolicy.Hop;
import org.signet.tlspolicy.Route;

/// A kind of sender, by what it knows of.
public enum Sender {
  /// One that knows DANE only (RFC 7672).
  DANE,
  /// One that knows MTA-STS only (RFC 8461).
  MTA_STS,
  /// One that knows neither, and takes TLS where it is offered (RFC 7435).
  OPPORTUNISTIC;

  private static final MtaStsOutcome NO_POLICY =
      new MtaStsOutcome.NoPolicy(new Undiscovered.NoRecord());

  /// What this sender owes a host.
  public Demand demand(Route route, Hop hop) {
    return switch (this) {
      case DANE -> Demand.of(hop.dane(), NO_POLICY);
      case MTA_STS -> Demand.of(withoutPins(hop.dane()), route.mtaSts().outcome());
      case OPPORTUNISTIC -> Demand.of(withoutPins(hop.dane()), NO_POLICY);
    };
  }

  /// The host as a sender sees it that does not ask for TLSA records.
  private static DaneResult withoutPins(DaneResult host) {
    var hasAddress = !host.addresses().isEmpty();
    return hasAddress
        ? new DaneResult(host.host(), host.asked(), new DaneOutcome.NoRecords())
        : host;
  }

  /// Whether it depends on something that was not looked at: on signatures, where nobody validated,
  /// or on a policy, where no network is used.
  private boolean isUndetermined(Route route, Hop hop) {
    return switch (this) {
      case DANE -> hop.dane().asked().stream().anyMatch(heard -> isUnchecked(heard.answer()));
      case MTA_STS ->
          route.mtaSts().outcome() instanceof MtaStsOutcome.NoPolicy(var why)
              && why instanceof Undiscovered.Unfetched(var failed)
              && failed.cause() == Fetched.Cause.OFFLINE;
      case OPPORTUNISTIC -> false;
    };
  }

  private static boolean isUnchecked(Answer<?> answer) {
    return answer instanceof Answer.Found<?> found
        && found.source().security() == Security.UNCHECKED;
  }

  /// What this sender would do with mail for a host, as far as the DNS and the policy tell.
  public Deed deed(Route route, Hop hop) {
    if (isUndetermined(route, hop)) {
      return new Deed.Undetermined();
    }
    return switch (demand(route, hop)) {
      case Demand.Withheld(var why) -> new Deed.Withholds(why);
      case Demand demand -> new Deed.Depends(demand);
    };
  }

  /// The same, with what an address of the host was seen to do.
  public Deed deed(Route route, AddressProbe probe) {
    if (isUndetermined(route, probe.hop())) {
      return new Deed.Undetermined();
    }
    var demand = demand(route, probe.hop());
    if (demand instanceof Demand.Withheld(var why)) {
      return new Deed.Withholds(why);
    }
    return switch (probe.seen()) {
      case Seen.NotTried _, Seen.NoSession _, Seen.Declined _ -> new Deed.Depends(demand);
      case Seen.NoTls noTls -> withoutTls(demand, noTls);
      case Seen.Encrypted encrypted -> inTls(demand, encrypted);
    };
  }

  private static Deed withoutTls(Demand demand, Seen.NoTls seen) {
    if (!(demand instanceof Demand.Opportunistic)) {
      return new Deed.Refuses(demand, Optional.empty());
    }
    // Some senders drop what was injected, and go on.
    return seen.start() instanceof TlsStart.PlaintextInjected
        ? new Deed.Depends(demand)
        : new Deed.DeliversInClear();
  }

  private static Deed inTls(Demand demand, Seen.Encrypted seen) {
    return switch (demand) {
      case Demand.Withheld(var why) -> new Deed.Withholds(why);
      case Demand.Pinned(_, var isVerified) ->
          seen.dane().filter(match -> match instanceof DaneMatch.Matched).isPresent()
              ? new Deed.Delivers(isVerified)
              : new Deed.Refuses(demand, Optional.of(seen));
      case Demand.Named _ ->
          switch (seen.publicTrust()) {
            case PublicTrust.Trusted _ -> new Deed.Delivers(true);
            case PublicTrust.Refused _ -> new Deed.Refuses(demand, Optional.of(seen));
          };
      case Demand.Encrypted _, Demand.Opportunistic _ -> new Deed.Delivers(false);
    };
  }
}

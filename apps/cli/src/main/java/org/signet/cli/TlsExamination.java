package org.signet.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.signet.checkup.AddressProbe;
import org.signet.checkup.Deed;
import org.signet.checkup.Outlet;
import org.signet.checkup.ProbeResult;
import org.signet.checkup.Seen;
import org.signet.checkup.Sender;
import org.signet.foundation.text.IpAddress;
import org.signet.mtasts.MtaStsOutcome;
import org.signet.mtasts.Undiscovered;
import org.signet.tlspolicy.Demand;
import org.signet.tlspolicy.Exchanges;
import org.signet.tlspolicy.Hop;
import org.signet.tlspolicy.Route;
import org.signet.tlsrpt.TlsRptResult;

/// All that was found out about the way to a domain.
///
/// @param probe what its hosts were seen to do, where somebody looked
/// @param postfix what Postfix is told, where somebody asked
record TlsExamination(
    Route route, Optional<ProbeResult> probe, TlsRptResult reports, Optional<PostfixTold> postfix) {
  /// One address of a host, or a host without one.
  record Place(Hop hop, Optional<IpAddress> address, Optional<AddressProbe> probe) {}

  /// The places in the order in which they are tried.
  List<Place> places() {
    return route.hops().stream().flatMap(hop -> places(hop).stream()).toList();
  }

  private List<Place> places(Hop hop) {
    if (hop.dane().addresses().isEmpty()) {
      return List.of(new Place(hop, Optional.empty(), Optional.empty()));
    }
    return probe
        .map(
            result ->
                result.of(hop).stream()
                    .map(seen -> new Place(hop, Optional.of(seen.address()), Optional.of(seen)))
                    .toList())
        .orElseGet(
            () ->
                hop.dane().addresses().stream()
                    .map(address -> new Place(hop, Optional.of(address), Optional.empty()))
                    .toList());
  }

  /// What a sender would do with mail for one place.
  Deed deed(Sender sender, Place place) {
    return place
        .probe()
        .map(seen -> sender.deed(route, seen))
        .orElseGet(() -> sender.deed(route, place.hop()));
  }

  /// What a script is told.
  Exit exit() {
    return ofRoute()
        .and(places().stream().map(this::of).reduce(Exit.GOOD, Exit::and))
        .and(ofOutlet());
  }

  private Exit ofRoute() {
    return switch (route.exchanges()) {
      case Exchanges.Unknown _ -> Exit.UNDETERMINED;
      case Exchanges.NoSuchDomain _ -> Exit.FAILED;
      case Exchanges.Nobody _ -> Exit.GOOD;
      case Exchanges.Listed _, Exchanges.Implicit _ ->
          route.mtaSts().outcome() instanceof MtaStsOutcome.NoPolicy(var why) ? of(why) : Exit.GOOD;
    };
  }

  private static Exit of(Undiscovered why) {
    return switch (why) {
      case Undiscovered.NoRecord _ -> Exit.GOOD;
      case Undiscovered.RecordUnanswered _, Undiscovered.TooSoon _, Undiscovered.Unfetched _ ->
          Exit.UNDETERMINED;
      case Undiscovered.SeveralRecords _,
          Undiscovered.RecordInvalid _,
          Undiscovered.StatusNotOk _,
          Undiscovered.NotPlainText _,
          Undiscovered.PolicyInvalid _ ->
          Exit.FAILED;
    };
  }

  private Exit ofOutlet() {
    return probe
        .map(
            result ->
                switch (result.outlet()) {
                  case Outlet.Open _, Outlet.NotNeeded _ -> Exit.GOOD;
                  case Outlet.Blocked _, Outlet.Undetermined _ -> Exit.UNDETERMINED;
                })
        .orElse(Exit.GOOD);
  }

  private Exit of(Place place) {
    var deeds = Arrays.stream(Sender.values()).map(sender -> deed(sender, place)).toList();
    var isRefused =
        deeds.stream()
            .anyMatch(deed -> deed instanceof Deed.Refuses || deed instanceof Deed.DeliversInClear);
    var isUnseen =
        deeds.stream().anyMatch(Deed.Undetermined.class::isInstance)
            || place.probe().map(AddressProbe::seen).filter(TlsExamination::isUnseen).isPresent();
    return switch (place.hop().demand()) {
      case Demand.Withheld(Demand.Ban.Unanswered _) -> Exit.UNDETERMINED;
      case Demand.Withheld _ -> Exit.FAILED;
      case Demand _ -> isRefused ? Exit.FAILED : isUnseen ? Exit.UNDETERMINED : Exit.GOOD;
    };
  }

  private static boolean isUnseen(Seen seen) {
    return seen instanceof Seen.NoSession || seen instanceof Seen.Declined;
  }
}

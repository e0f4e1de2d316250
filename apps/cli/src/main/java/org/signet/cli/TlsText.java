package org.signet.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.signet.checkup.AddressProbe;
import org.signet.checkup.Outlet;
import org.signet.checkup.ProbeExplainer;
import org.signet.checkup.Sender;
import org.signet.checkup.SenderExplainer;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.text.IpAddress;
import org.signet.tlspolicy.RouteExplainer;
import org.signet.tlsrpt.TlsRptExplainer;

/// The way to a domain as a person reads it: what is there, what senders would do, and why.
final class TlsText {
  private final TlsExamination examination;

  TlsText(TlsExamination examination) {
    this.examination = examination;
  }

  String show(Page page) {
    var out = new StringBuilder();
    var outlet = outlet();
    if (!outlet.isEmpty()) {
      outlet.forEach(one -> out.append(page.show(one)));
      out.append('\n');
    }
    if (!examination.places().isEmpty()) {
      int columns = page.size().columns();
      out.append(page.verdict(RouteExplainer.explain(examination.route())));
      out.append('\n').append(hosts().show(columns));
      out.append("\nWhat becomes of mail, by what its sender knows:\n\n");
      out.append(senders().show(columns));
      examination
          .postfix()
          .ifPresent(told -> out.append('\n').append(page.whole(told.explanation())));
      out.append("\nWhy:\n\n");
    }
    reasons().forEach(one -> out.append(page.whole(one)));
    return out.toString();
  }

  /// First of all, whether anything could be seen from here.
  private List<Explanation> outlet() {
    return examination
        .probe()
        .filter(
            result ->
                result.outlet() instanceof Outlet.Blocked
                    || result.outlet() instanceof Outlet.Undetermined)
        .map(result -> List.of(ProbeExplainer.explain(result.outlet())))
        .orElse(List.of());
  }

  private Table hosts() {
    var headings = new ArrayList<>(List.of("MX", "HOST", "ADDRESS", "DNSSEC", "TLSA", "MTA-STS"));
    if (examination.probe().isPresent()) {
      headings.addAll(List.of("TLS", "CIPHER", "CERTIFICATE"));
    }
    var table = new Table(headings);
    for (var place : examination.places()) {
      var route = examination.route();
      var hop = place.hop();
      var cells =
          new ArrayList<>(
              List.of(
                  String.valueOf(hop.preference()),
                  hop.host().text(),
                  address(place),
                  TlsWords.dnssec(route, hop),
                  TlsWords.tlsa(hop),
                  TlsWords.mtaSts(route, hop.host())));
      if (examination.probe().isPresent()) {
        cells.add(place.probe().map(TlsWords::tls).orElse(TlsWords.NOTHING));
        cells.add(place.probe().map(TlsWords::cipher).orElse(TlsWords.NOTHING));
        cells.add(place.probe().map(TlsWords::certificate).orElse(TlsWords.NOTHING));
      }
      table.row(cells);
    }
    return table;
  }

  private static String address(TlsExamination.Place place) {
    return place.address().map(IpAddress::toString).orElse(TlsWords.NOTHING);
  }

  private Table senders() {
    var table = new Table(List.of("HOST", "ADDRESS", "DANE", "MTA-STS", "NEITHER"));
    for (var place : examination.places()) {
      var cells = new ArrayList<>(List.of(place.hop().host().text(), address(place)));
      for (var sender : Sender.values()) {
        cells.add(examination.deed(sender, place).word());
      }
      table.row(cells);
    }
    return table;
  }

  /// The route with its hosts and the policy, what was seen and what senders make of it, and
  /// reports.
  private List<Explanation> reasons() {
    var reasons = new ArrayList<Explanation>();
    reasons.add(RouteExplainer.explain(examination.route()));
    examination
        .places()
        .forEach(
            place ->
                place
                    .probe()
                    .map(seen -> ProbeExplainer.explain(seen).because(because(place, seen)))
                    .ifPresent(reasons::add));
    reasons.add(TlsRptExplainer.explain(examination.reports()));
    return reasons;
  }

  private List<Explanation> because(TlsExamination.Place place, AddressProbe seen) {
    var because = new ArrayList<>(ProbeExplainer.explain(seen).because());
    Arrays.stream(Sender.values())
        .map(sender -> SenderExplainer.explain(sender, examination.deed(sender, place)))
        .forEach(because::add);
    return because;
  }

  /// The same for a program: the route, resting on all that was found out.
  Explanation explanation() {
    var reasons = reasons();
    var route = reasons.getFirst();
    var because = new ArrayList<>(route.because());
    because.addAll(reasons.subList(1, reasons.size()));
    return route.because(because);
  }
}

package org.signet.cli;

import java.util.Arrays;
import java.util.Locale;
import org.signet.checkup.AddressProbe;
import org.signet.checkup.Outlet;
import org.signet.checkup.PublicTrust;
import org.signet.checkup.Seen;
import org.signet.checkup.Sender;
import org.signet.checkup.SenderExplainer;
import org.signet.dane.DaneMatch;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.tlspolicy.Exchanges;
import org.signet.tlsrpt.TlsRptOutcome;

/// The way to a domain as one JSON object.
final class TlsJson {
  private final TlsExamination examination;

  TlsJson(TlsExamination examination) {
    this.examination = examination;
  }

  String show() {
    var route = examination.route();
    var json = new Json().beginObject();
    json.member("domain", route.domain().text());
    json.member("at", route.at().toString());
    json.member("hosts", exchanges(route.exchanges()));
    json.member("mta_sts", TlsWords.mtaSts(route, route.domain()).replace(", not named", ""));
    json.member("tls_rpt", reports());
    examination.probe().ifPresent(result -> json.member("port_25", outlet(result.outlet())));
    examination.postfix().ifPresent(told -> write(json, told));
    json.name("places").beginArray();
    examination.places().forEach(place -> write(json, place));
    json.endArray();
    JsonRenderer.write(json.name("explanation"), new TlsText(examination).explanation());
    return json.endObject().toString();
  }

  private static String exchanges(Exchanges exchanges) {
    return switch (exchanges) {
      case Exchanges.Listed _ -> "listed";
      case Exchanges.Implicit _ -> "implicit";
      case Exchanges.Nobody _ -> "null_mx";
      case Exchanges.NoSuchDomain _ -> "no_such_domain";
      case Exchanges.Unknown _ -> "unknown";
    };
  }

  private String reports() {
    return switch (examination.reports().outcome()) {
      case TlsRptOutcome.Wanted _ -> "wanted";
      case TlsRptOutcome.NoRecord _ -> "none";
      case TlsRptOutcome.SeveralRecords _, TlsRptOutcome.Invalid _ -> "broken";
      case TlsRptOutcome.Unanswered _ -> "unknown";
    };
  }

  private static String outlet(Outlet outlet) {
    return switch (outlet) {
      case Outlet.Open _ -> "open";
      case Outlet.Blocked _ -> "blocked";
      case Outlet.Undetermined _ -> "unknown";
      case Outlet.NotNeeded _ -> "not_needed";
    };
  }

  private static void write(Json json, PostfixTold told) {
    json.name("postfix").beginObject();
    json.member("told", told.answer().said().words());
    json.member("reason", told.answer().reason());
    JsonRenderer.write(json.name("explanation"), told.explanation());
    json.endObject();
  }

  private void write(Json json, TlsExamination.Place place) {
    var hop = place.hop();
    json.beginObject();
    json.member("preference", hop.preference());
    json.member("host", hop.host().text());
    place.address().ifPresent(address -> json.member("address", address.toString()));
    json.member("dnssec", TlsWords.dnssec(examination.route(), hop));
    json.member("tlsa", TlsWords.tlsa(hop));
    json.member("mta_sts", TlsWords.mtaSts(examination.route(), hop.host()));
    place.probe().ifPresent(seen -> write(json, seen));
    json.name("senders").beginObject();
    Arrays.stream(Sender.values())
        .forEach(
            sender -> {
              var deed = examination.deed(sender, place);
              json.name(sender.name().toLowerCase(Locale.ROOT)).beginObject();
              json.member("deed", deed.word());
              json.member("sentence", SenderExplainer.explain(sender, deed).sentence());
              json.endObject();
            });
    json.endObject().endObject();
  }

  private static void write(Json json, AddressProbe probe) {
    json.name("seen").beginObject();
    json.member("tls", TlsWords.tls(probe));
    if (probe.seen() instanceof Seen.Encrypted encrypted) {
      json.member("cipher", encrypted.facts().cipher());
      json.member("certificate", TlsWords.certificate(probe));
      encrypted
          .dane()
          .ifPresent(match -> json.member("dane_matches", match instanceof DaneMatch.Matched));
      json.member("publicly_trusted", encrypted.publicTrust() instanceof PublicTrust.Trusted);
      json.member("requiretls", encrypted.offered().offers("REQUIRETLS"));
    }
    json.endObject();
  }
}

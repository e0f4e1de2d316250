package org.signet.cli;

import org.signet.foundation.explain.Json;
import org.signet.verifier.VerificationJson;

/// A verdict as one JSON object on one line.
final class VerdictJson {
  private VerdictJson() {}

  static String of(Judged.Letter letter) {
    var json = new Json().beginObject();
    VerificationJson.writeMembers(json, letter.name(), letter.proof());
    var arrival = letter.arrival();
    json.name("envelope_origin").beginObject();
    json.member("ip", arrival.client().word());
    json.member("mail_from", arrival.mailFrom().word());
    json.name("received");
    if (arrival.hop().isPresent()) {
      json.value(arrival.place());
    } else {
      json.nothing();
    }
    return json.endObject().endObject().toString();
  }
}

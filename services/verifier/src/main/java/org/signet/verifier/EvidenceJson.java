package org.signet.verifier;

import org.signet.dns.DnssecChain;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;

/// An [EvidenceCheck] as one JSON object on one line. Members may be added, never renamed.
public final class EvidenceJson {
  private EvidenceJson() {}

  /// The object.
  ///
  /// @param file how the bundle was named by who asked
  public static String of(String file, EvidenceCheck check) {
    var json = new Json().beginObject();
    json.member("file", file);
    json.member("captured", check.bundle().captured().toString());
    json.member("holds", check.holds());
    json.name("keys").beginArray();
    for (var key : check.keys()) {
      json.beginObject();
      json.member("domain", key.signature().domain().text());
      json.member("selector", key.signature().selector().text());
      json.member("dnssec", dnssec(key.chain()));
      json.endObject();
    }
    json.endArray();
    json.name("differences").beginArray();
    for (var difference : check.differences()) {
      json.beginObject();
      json.member("what", difference.what());
      json.member("then", difference.then());
      json.member("now", difference.now());
      json.endObject();
    }
    json.endArray();
    json.name("explanation");
    JsonRenderer.write(json, EvidenceExplainer.explain(check));
    return json.endObject().toString();
  }

  /// `included`: every signature from the root down to the key is there, and is not checked yet;
  /// `unsigned`: there is none; `incomplete`: some are missing.
  private static String dnssec(DnssecChain chain) {
    return switch (chain.end()) {
      case DnssecChain.End.Root _ -> "included";
      case DnssecChain.End.Unsigned _ -> chain.links().size() == 1 ? "unsigned" : "incomplete";
      case DnssecChain.End.Unanswered _ -> "incomplete";
    };
  }
}

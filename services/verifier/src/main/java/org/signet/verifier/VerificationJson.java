package org.signet.verifier;

import java.util.Optional;
import org.signet.arc.ArcExplainer;
import org.signet.arc.ArcOutcome;
import org.signet.arc.ArcResult;
import org.signet.dkim.DkimExplainer;
import org.signet.dkim.DkimResult;
import org.signet.dmarc.Discovery;
import org.signet.dmarc.DmarcExplainer;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.DmarcResult;
import org.signet.dmarc.Policy;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.ReversePath;
import org.signet.spf.SpfExplainer;
import org.signet.spf.SpfResult;

/// A [Verification] as one JSON object on one line. Members may be added, never renamed; result
/// words are those of RFC 8601; a mechanism that does not apply is `none`.
public final class VerificationJson {
  private static final int SHOWN = 320;

  private VerificationJson() {}

  /// The object, without a line end.
  ///
  /// @param file how the message was named by who asked
  public static String of(String file, Verification proof) {
    var json = new Json().beginObject();
    writeMembers(json, file, proof);
    return json.endObject().toString();
  }

  /// The members of the object, as the next ones of a larger object.
  ///
  /// @param file how the message was named by who asked
  public static void writeMembers(Json json, String file, Verification proof) {
    json.member("file", file);
    json.member("at", proof.at().toString());
    json.name("envelope");
    write(json, proof.envelope());
    json.name("author").beginObject();
    json.name("domains").beginArray();
    proof.author().domains().forEach(domain -> json.value(domain.text()));
    json.endArray().endObject();
    json.name("spf").beginArray();
    write(json, proof.spf().mailFrom());
    write(json, proof.spf().helo());
    json.endArray();
    json.name("dkim").beginArray();
    proof.dkim().forEach(result -> write(json, result));
    json.endArray();
    json.name("arc");
    write(json, proof.arc());
    json.name("dmarc");
    write(json, proof.dmarc());
    json.name("iprev").beginObject();
    json.member("result", proof.iprev().map(Iprev::word).orElse("none")).endObject();
    json.name("undone").beginArray();
    proof.undone().forEach(undone -> UndoneExplainer.write(json, undone));
    json.endArray();
    json.name("ambiguities").beginArray();
    for (var ambiguity : proof.ambiguities()) {
      json.beginObject();
      json.member("kind", Ascii.toLower(ambiguity.kind().name()));
      json.member("reason", ambiguity.reason().word());
      json.member("detail", ambiguity.detail());
      json.endObject();
    }
    json.endArray();
    json.name("spent").beginObject();
    json.member("queries", proof.spent().queries());
    json.member("body_octets", proof.spent().bodyOctets()).endObject();
    json.name("explanation");
    JsonRenderer.write(json, VerificationExplainer.explain(proof));
  }

  private static void write(Json json, Envelope envelope) {
    json.beginObject();
    json.name("ip");
    envelope.client().map(IpAddress::toString).ifPresentOrElse(json::value, json::nothing);
    json.member("helo", Ascii.printable(envelope.helo(), SHOWN));
    json.name("mail_from");
    switch (envelope.mailFrom()) {
      case ReversePath.Null _ -> json.value("");
      case ReversePath.Unknown _ -> json.nothing();
      case ReversePath.Invalid(var text, _) -> json.value(Ascii.printable(text, SHOWN));
      case ReversePath.Mailbox(var address) ->
          json.value(Ascii.printable(address.toString(), SHOWN));
    }
    json.endObject();
  }

  private static void write(Json json, SpfResult result) {
    json.beginObject();
    json.member(
        "identity",
        switch (result.identity()) {
          case MAIL_FROM -> "mailfrom";
          case HELO -> "helo";
        });
    json.name("domain");
    result.domain().map(Domain::text).ifPresentOrElse(json::value, json::nothing);
    json.member("result", result.outcome().word());
    json.member("reason", SpfExplainer.explain(result).sentence());
    json.endObject();
  }

  private static void write(Json json, DkimResult result) {
    json.beginObject();
    var signature = result.signature().optional();
    json.name("domain");
    signature.map(s -> s.domain().text()).ifPresentOrElse(json::value, json::nothing);
    json.name("selector");
    signature.map(s -> s.selector().text()).ifPresentOrElse(json::value, json::nothing);
    json.name("algorithm");
    signature.map(s -> s.algorithm().word()).ifPresentOrElse(json::value, json::nothing);
    json.member("result", result.outcome().word());
    json.member("reason", DkimExplainer.explain(result).sentence());
    json.endObject();
  }

  private static void write(Json json, ArcResult arc) {
    json.beginObject();
    json.member("result", arc.outcome().word());
    json.name("oldest_pass");
    if (arc.outcome() instanceof ArcOutcome.Pass(var oldest)) {
      json.value(oldest);
    } else {
      json.nothing();
    }
    json.member("reason", ArcExplainer.explain(arc).sentence());
    json.endObject();
  }

  /// The policy that applies to the author's domain, as its owner published it.
  private static Optional<Policy> published(DmarcResult dmarc) {
    return dmarc
        .deciding()
        .filter(verdict -> verdict.discovery() instanceof Discovery.Applies)
        .flatMap(verdict -> ((Discovery.Applies) verdict.discovery()).demand())
        .map(Discovery.Demand::published);
  }

  private static void write(Json json, DmarcResult dmarc) {
    json.beginObject();
    json.member("result", dmarc.outcome().word());
    json.name("domain");
    dmarc
        .deciding()
        .map(verdict -> verdict.author().text())
        .ifPresentOrElse(json::value, json::nothing);
    json.name("policy");
    published(dmarc).map(Policy::word).ifPresentOrElse(json::value, json::nothing);
    json.member("disposition", dmarc.disposition().word());
    json.name("aligned").beginArray();
    if (dmarc.outcome() instanceof DmarcOutcome.Pass(var aligned)) {
      for (var identifier : aligned) {
        json.value(Ascii.toLower(identifier.mechanism().name()) + ":" + identifier.domain().text());
      }
    }
    json.endArray();
    json.member("reason", DmarcExplainer.explain(dmarc).sentence());
    json.endObject();
  }
}

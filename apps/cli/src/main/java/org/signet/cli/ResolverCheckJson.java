package org.signet.cli;

import org.signet.dns.DnssecExplainer;
import org.signet.dns.ResolverCheck;
import org.signet.dns.ResolverCheck.Reply;
import org.signet.dns.ResolverCheck.Validated;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Ascii;

/// What name servers are good for, as JSON.
final class ResolverCheckJson {
  private ResolverCheckJson() {}

  static String write(ResolverCheck check) {
    var json = new Json().beginObject();
    json.member("works", check.works());
    validated(json.name("root_keys"), check.rootKeys());
    validated(json.name("signed_name"), check.name());
    json.name("servers").beginArray();
    for (var server : check.servers()) {
      json.beginObject().member("server", server.server().toString());
      json.member("validates", server.validates());
      json.member("strips_signatures", server.stripsSignatures());
      reply(json.name("udp"), server.overUdp());
      reply(json.name("tcp"), server.overTcp());
      json.endObject();
    }
    json.endArray().name("explanation");
    JsonRenderer.write(json, DnssecExplainer.explain(check));
    return json.endObject().toString();
  }

  private static void validated(Json json, Validated validated) {
    json.beginObject();
    switch (validated) {
      case Validated.As(var question, var security) ->
          json.member("question", question.toString())
              .member("security", Ascii.toLower(security.name()));
      case Validated.Failed(var question, var cause, var detail) ->
          json.member("question", question.toString())
              .member("failure", Ascii.toLower(cause.name()))
              .member("detail", detail);
    }
    json.endObject();
  }

  private static void reply(Json json, Reply reply) {
    json.beginObject();
    switch (reply) {
      case Reply.Came came ->
          json.member("reply", "came")
              .member("octets", came.octets())
              .member("signatures", came.hasSignatures())
              .member("ad", came.saysAd());
      case Reply.Truncated _ -> json.member("reply", "truncated");
      case Reply.Refused(var cause, var detail) ->
          json.member("reply", "refused")
              .member("failure", Ascii.toLower(cause.name()))
              .member("detail", detail);
      case Reply.Lost(var why) -> json.member("reply", "lost").member("detail", why);
    }
    json.endObject();
  }
}

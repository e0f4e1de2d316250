package org.signet.maillog;

import org.signet.foundation.explain.Json;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.maillog.Transmission.Privacy;

/// The members of the JSON object that tells how a message went on.
public final class TransmissionJson {
  private static final int SHOWN = 1_000;

  private TransmissionJson() {}

  /// Writes them into an object that was begun.
  public static void write(Json json, Transmission one, Protection protection) {
    json.member("queue_id", one.queueId()).member("at", one.at().toString());
    json.member("recipient", shown(one.recipient()));
    json.member("domain", one.domain().map(Domain::text).orElse(""));
    json.member("status", one.status().word()).member("dsn", shown(one.dsn()));
    json.member("said", shown(one.said()));
    json.name("relay");
    switch (one.relay()) {
      case Relay.Nobody _ -> json.nothing();
      case Relay.Local(var name) -> json.beginObject().member("name", shown(name)).endObject();
      case Relay.Host(var name, var address, int port) ->
          json.beginObject()
              .member("name", shown(name))
              .member("address", address.toString())
              .member("port", port)
              .endObject();
    }
    json.member("protection", protection.word()).name("tls");
    if (one.privacy() instanceof Privacy.Encrypted(var session)) {
      write(json, session);
    } else {
      json.nothing();
    }
  }

  private static void write(Json json, TlsSession session) {
    json.beginObject();
    json.member("protocol", shown(session.protocol())).member("cipher", shown(session.cipher()));
    json.member("said", session.trust().word()).member("reused", session.isReused());
    json.member("at", session.at().toString()).endObject();
  }

  private static String shown(String text) {
    return Ascii.printable(text, SHOWN);
  }
}

package org.signet.cli;

import java.util.List;
import org.signet.dkim.DkimPublicKey;
import org.signet.dkim.KeyRecord;
import org.signet.foundation.explain.Json;
import org.signet.keyring.KeyType;

/// Keys and their records as JSON and for people.
final class KeyText {
  private KeyText() {}

  /// What a key is called: `RSA key of 2048 bits`.
  static String name(DkimPublicKey key) {
    return switch (key) {
      case DkimPublicKey.Rsa rsa -> "RSA key of " + rsa.bits() + " bits";
      case DkimPublicKey.Ed25519 _ -> "Ed25519 key";
    };
  }

  /// Members that every object about a key has.
  static void write(Json json, DkimPublicKey key) {
    json.member("algorithm", KeyType.of(key).word());
    json.member("bits", key.bits());
    json.member("fingerprint", KeyRecord.fingerprint(key));
  }

  /// A record to publish.
  static void write(Json json, KeyRecord record) {
    json.beginObject();
    json.member("name", record.name().text());
    json.member("type", "TXT");
    json.member("ttl", KeyRecord.TTL.toSeconds());
    json.member("value", record.value());
    json.name("strings").beginArray();
    List<String> strings = record.strings();
    strings.forEach(json::value);
    json.endArray();
    json.member("zone", record.zoneText());
    json.endObject();
  }

  /// How text is printed.
  enum Format {
    text,
    json
  }
}

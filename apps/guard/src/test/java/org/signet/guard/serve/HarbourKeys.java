package org.signet.guard.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.signet.dkim.KeyAccess;
import org.signet.dkim.KeyKind;
import org.signet.dkim.KeyReading;
import org.signet.dkim.KeyRecord;
import org.signet.dkim.SigningKey;
import org.signet.dns.Authorities;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.KeySurvey;
import org.signet.keyring.Keyring;
import org.signet.keyring.Progress;
import org.signet.keyring.Publishing;

/// The keys of harbour.example: one of each type that signs, and their records.
final class HarbourKeys {
  private static final Domain DOMAIN = Domain.of("harbour.example");
  private static final Map<String, KeyKind> SELECTORS =
      Map.of("h1", KeyKind.RSA_2048, "h2", KeyKind.ED25519);

  private HarbourKeys() {}

  /// Makes the keys in the folder, and answers the zone text that publishes them.
  static String make(Path folder) throws IOException {
    var keys = new TreeMap<String, SigningKey>();
    var records = new StringBuilder();
    SELECTORS.forEach(
        (selector, kind) -> {
          var key = SigningKey.make(kind, new SecureRandom());
          keys.put(selector, key);
          records.append(record(selector, key).zoneText());
        });
    var dns = ZoneResolver.of(records.toString());
    var survey = KeySurvey.ofZoneText(new Authorities(dns, dns.direct()), dns);
    var access = new KeyAccess(Set.of(), Optional.empty());
    var made = Harbour.NOW.minus(Duration.ofDays(2));
    for (int hours = 0; hours < 24; hours += 8) {
      Instant then = made.plus(Duration.ofHours(hours));
      var keyring =
          new Keyring(
              new KeyFolder(folder, access),
              survey,
              new Publishing.ByHand(),
              () -> then,
              kind -> SigningKey.make(kind, new SecureRandom()));
      if (hours == 0) {
        for (var key : keys.entrySet()) {
          keyring.adopt(
              DOMAIN,
              Domain.of(key.getKey()),
              folder.resolve(key.getKey() + ".pem"),
              new KeyReading.Read(key.getValue()));
        }
      }
      while (keyring.advance(DOMAIN) instanceof Progress.Took) {
        // Each call moves one key by one step.
      }
    }
    return records.toString();
  }

  private static KeyRecord record(String selector, SigningKey key) {
    return KeyRecord.publishing(Domain.of(selector + "._domainkey." + DOMAIN), key.publicKey());
  }
}

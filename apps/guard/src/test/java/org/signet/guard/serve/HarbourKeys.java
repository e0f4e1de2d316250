package org.signet.guard.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
import org.signet.keyring.Publishing;

/// The keys of harbour.example: one that signs, and its record.
final class HarbourKeys {
  private static final Domain DOMAIN = Domain.of("harbour.example");
  private static final Domain SELECTOR = Domain.of("h1");

  private HarbourKeys() {}

  /// Makes the key in the folder, and answers the zone text that publishes it.
  static String make(Path folder) throws IOException {
    var key = SigningKey.make(KeyKind.RSA_2048, new SecureRandom());
    var name = Domain.of(SELECTOR + "._domainkey." + DOMAIN);
    var record = KeyRecord.publishing(name, key.publicKey()).zoneText();
    var dns = ZoneResolver.of(record);
    var survey = KeySurvey.ofZoneText(new Authorities(dns, dns.direct()), dns);
    var now = Harbour.NOW.minus(Duration.ofDays(2));
    var access = new KeyAccess(Set.of(), Optional.empty());
    for (int hours = 0; hours < 24; hours += 8) {
      Instant then = now.plus(Duration.ofHours(hours));
      var keyring =
          new Keyring(
              new KeyFolder(folder, access), survey, new Publishing.ByHand(), () -> then, _ -> key);
      if (hours == 0) {
        keyring.adopt(DOMAIN, SELECTOR, folder.resolve("h1.pem"), new KeyReading.Read(key));
      }
      keyring.advance(DOMAIN);
    }
    return record;
  }
}

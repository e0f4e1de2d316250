package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;

class KeyRecordTest {
  private static final Domain NAME = Domain.of("s1._domainkey.example.com");

  @ParameterizedTest
  @EnumSource
  void theZoneTextIsReadByTheZoneReader(KeyKind kind) {
    var key = SigningKey.make(kind, new SecureRandom()).publicKey();
    var record = KeyRecord.publishing(NAME, key);
    assertThat(record.strings())
        .allMatch(string -> string.length() <= KeyRecord.STRING_OCTETS)
        .hasSize(record.value().length() / (KeyRecord.STRING_OCTETS + 1) + 1);
    var answer = ZoneResolver.of(record.zoneText()).lookup(NAME, Type.TXT);
    assertThat(answer.records()).containsExactly(record.data());
    assertThat(answer.records().getFirst().joined()).isEqualTo(record.value());
  }

  @Test
  void anEd25519KeyTakesOneLine() {
    var key = SigningKey.ofSeed("0123456789abcdef0123456789abcdef").publicKey();
    assertThat(KeyRecord.publishing(NAME, key).zoneText())
        .isEqualTo(
            "s1._domainkey.example.com. 3600 IN TXT"
                + " \"v=DKIM1; k=ed25519; p="
                + KeyRecord.base64(key)
                + "\"\n");
    assertThat(KeyRecord.base64(key)).hasSize(44);
  }

  @Test
  void aRevokedKeyHasAnEmptyP() {
    assertThat(KeyRecord.revoking(NAME).zoneText())
        .isEqualTo("s1._domainkey.example.com. 3600 IN TXT \"v=DKIM1; p=\"\n");
  }
}

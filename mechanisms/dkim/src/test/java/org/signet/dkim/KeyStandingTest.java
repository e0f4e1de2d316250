package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;

class KeyStandingTest {
  private static final Domain NAME = Domain.of("s1._domainkey.example.com");
  private static final DkimPublicKey KEY =
      SigningKey.ofSeed("0123456789abcdef0123456789abcdef").publicKey();
  private static final DkimPublicKey OTHER =
      SigningKey.ofSeed("fedcba9876543210fedcba9876543210").publicKey();
  private static final String P = KeyRecord.base64(KEY);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static KeyStanding of(String records) {
    return KeyStanding.of(ZoneResolver.of(records).lookup(NAME, Type.TXT), KEY);
  }

  private static String txt(String value) {
    return NAME + ". 60 TXT \"" + value + "\"\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=DKIM1; k=ed25519; p=P",
        "k=ed25519;p=P",
        "v=DKIM1; h=sha256; s=email; k=ed25519; t=y; n=note; p=P",
      })
  void theKeyIsFoundHoweverItsRecordIsWritten(String value) {
    assertThat(of(txt(value.replace("=P", "=" + P))))
        .isInstanceOfSatisfying(
            KeyStanding.Same.class, same -> assertThat(same.ttl()).isEqualTo(MINUTE));
  }

  @Test
  void everyOtherStateHasItsCase() {
    assertThat(of(txt("v=DKIM1; k=ed25519; p=" + KeyRecord.base64(OTHER))))
        .isEqualTo(new KeyStanding.Other(OTHER, MINUTE));
    assertThat(of(txt("v=DKIM1; p="))).isEqualTo(new KeyStanding.Revoked(MINUTE));
    assertThat(of(txt("v=DKIM1; k=ed25519; h=sha1; p=" + P)))
        .isEqualTo(new KeyStanding.Restricted(DkimOutcome.Restriction.HASH, MINUTE));
    assertThat(of(txt("v=DKIM1; k=ed25519; s=tlsrpt; p=" + P)))
        .isEqualTo(new KeyStanding.Restricted(DkimOutcome.Restriction.SERVICE, MINUTE));
    assertThat(of(txt("v=DKIM1; k=ed25519; p=" + P) + txt("v=DKIM1; p=")))
        .isEqualTo(new KeyStanding.Several(2, MINUTE));
    assertThat(of(txt("v=DKIM1; p=***"))).isInstanceOf(KeyStanding.Unusable.class);
    assertThat(of(txt("v=spf1 -all"))).isEqualTo(new KeyStanding.Absent(MINUTE));
    assertThat(of("")).isInstanceOf(KeyStanding.Absent.class);
    assertThat(of("$STATUS servfail\n" + NAME + ". TXT -\n"))
        .isInstanceOf(KeyStanding.Unknown.class);
  }
}

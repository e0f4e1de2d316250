package org.signet.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.signet.foundation.explain.TextRenderer;
import org.signet.maillog.Protection.Policy;

class ProtectionTest {
  private static Transmission sent(String trust, String address) {
    var host = "mx.boats.example[" + address + "]:25";
    return Told.transmissions(
            Told.by(
                "postfix",
                "smtp[1]: "
                    + trust
                    + " TLS connection established to "
                    + host
                    + ": TLSv1.3 with cipher X",
                "smtp[1]: AAAAAA: to=<bob@boats.example>, relay="
                    + host
                    + ", dsn=2.0.0, status=sent (250 Ok)"))
        .getFirst();
  }

  private static Protection of(String trust, Policy... policies) {
    return Protection.of(sent(trust, "192.0.2.1"), Set.of(policies));
  }

  @Test
  void whatIsVerifiedIsVerifiedByWhatWasDemanded() {
    assertThat(of("Verified", Policy.DANE)).isEqualTo(Protection.DANE);
    assertThat(of("Verified", Policy.MTA_STS)).isEqualTo(Protection.MTA_STS);
    assertThat(of("Verified", Policy.OVERRIDE)).isEqualTo(Protection.OVERRIDE);
    assertThat(of("Verified", Policy.NOTHING)).isEqualTo(Protection.OWN_SETTING);
  }

  @Test
  void byWhatIsNotGuessed() {
    assertThat(of("Verified")).isEqualTo(Protection.VERIFIED);
    assertThat(of("Verified", Policy.UNDETERMINED)).isEqualTo(Protection.VERIFIED);
    assertThat(of("Verified", Policy.DANE, Policy.NOTHING)).isEqualTo(Protection.VERIFIED);
  }

  /// A demand protects nothing by itself.
  @Test
  void whatIsNotVerifiedIsNot() {
    for (var trust : new String[] {"Trusted", "Untrusted", "Anonymous"}) {
      assertThat(of(trust, Policy.DANE)).isEqualTo(Protection.ENCRYPTED);
      assertThat(of(trust)).isEqualTo(Protection.ENCRYPTED);
    }
  }

  @Test
  void whatGoesToThisHostIsNotOnTheWay() {
    assertThat(Protection.of(sent("Trusted", "127.0.0.1"), Set.of()))
        .isEqualTo(Protection.NOT_ON_THE_WAY);
  }

  @Test
  void itIsSaidInWords() {
    var one = sent("Verified", "192.0.2.1");
    assertThat(
            new TextRenderer(200, false)
                .render(TransmissionExplainer.explain(one, Protection.MTA_STS)))
        .isEqualTo(
            """
            ✓ bob@boats.example: sent at 2026-11-25T11:00:01Z, mx.boats.example[192.0.2.1]:25: \
            encrypted, for a host that MTA-STS verified.
              · The connection was TLSv1.3 with X; of the host, Postfix said "Verified".
              · The mail server's log says: 250 Ok
            """);
  }

  @Test
  void mailIsCountedByDomain() {
    var tally = new Tally();
    tally.add(sent("Verified", "192.0.2.1"), Protection.DANE);
    tally.add(sent("Trusted", "192.0.2.1"), Protection.ENCRYPTED);
    tally.add(sent("Trusted", "192.0.2.1"), Protection.NOT_ON_THE_WAY);
    var count = tally.counts().getFirst();
    assertThat(count.domain()).hasToString("Optional[boats.example]");
    assertThat(count.all()).isEqualTo(2);
    assertThat(count.verified()).isEqualTo(1);
    assertThat(count.of(Protection.ENCRYPTED)).isEqualTo(1);
    assertThat(count.latestUnverified()).hasValue(sent("Trusted", "192.0.2.1").at());
  }
}

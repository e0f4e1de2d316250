package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.dns.DnssecChain.End;
import org.signet.dns.zone.RecordingResolver;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;

class DnssecChainTest {
  private static final Question<Rdata.Txt> KEY =
      new Question<>(Domain.of("k._domainkey.example.com"), Type.TXT);

  /// Three signed zones: the root, `com` and `example.com`.
  private static final String SIGNED =
      zone(".")
          + zone("com.")
          + zone("example.com.")
          + signed("com.", "DS", "1 13 2 00", ".")
          + signed("example.com.", "DS", "2 13 2 00", "com.")
          + signed("k._domainkey.example.com.", "TXT", "\"v=DKIM1; p=\"", "example.com.");

  private static String zone(String apex) {
    return signed(apex, "DNSKEY", "257 3 13 AA==", apex);
  }

  private static String signed(String owner, String type, String data, String signer) {
    return """
    %1$s %2$s %3$s
    %1$s RRSIG %2$s 13 3 30 20261201000000 20261101000000 1 %4$s AA==
    """
        .formatted(owner, type, data, signer);
  }

  private static List<String> asked(DnssecChain chain) {
    return chain.links().stream().map(link -> link.question().toString()).toList();
  }

  @Test
  void theChainOfASignedAnswerLeadsToTheRoot() {
    var chain = DnssecChain.collect(ZoneResolver.of(SIGNED), KEY);
    assertThat(chain.end()).isEqualTo(new End.Root());
    assertThat(asked(chain))
        .containsExactly(
            "k._domainkey.example.com TXT",
            "example.com DNSKEY",
            "example.com DS",
            "com DNSKEY",
            "com DS",
            ". DNSKEY");
    assertThat(chain.links()).allMatch(link -> link.answer() instanceof Answer.Found<?>);
  }

  @Test
  void aRecordingHoldsTheChain() {
    var recorder = new RecordingResolver(ZoneResolver.of(SIGNED));
    var chain = DnssecChain.collect(recorder, KEY);
    assertThat(DnssecChain.collect(ZoneResolver.of(recorder.text()), KEY)).isEqualTo(chain);
  }

  @Test
  void anAliasNeedsAChainToo() {
    var zone =
        SIGNED
            + signed("k.example.com.", "CNAME", "k._domainkey.example.com.", "example.com.")
            + "k.example.net. CNAME k._domainkey.example.com.\n";
    var signed = new Question<>(Domain.of("k.example.com"), Type.TXT);
    var chain = DnssecChain.collect(ZoneResolver.of(zone), signed);
    assertThat(chain.end()).isEqualTo(new End.Root());
    assertThat(asked(chain)).contains("k.example.com CNAME").doesNotHaveDuplicates();

    var unsigned = new Question<>(Domain.of("k.example.net"), Type.TXT);
    assertThat(DnssecChain.collect(ZoneResolver.of(zone), unsigned).end())
        .isEqualTo(new End.Unsigned(new Question<>(Domain.of("k.example.net"), Type.CNAME)));
  }

  @Test
  void whereItEndsIsSaid() {
    var unsigned = ZoneResolver.of("k._domainkey.example.com. TXT \"v=DKIM1; p=\"");
    assertThat(DnssecChain.collect(unsigned, KEY).end()).isEqualTo(new End.Unsigned(KEY));
    assertThat(DnssecChain.collect(ZoneResolver.of(""), KEY).end())
        .isEqualTo(new End.Unsigned(KEY));

    // An island: signed, and nothing above vouches for it.
    var island = SIGNED.replaceAll("(?m)^example.com. (DS|RRSIG DS).*\n", "");
    assertThat(DnssecChain.collect(ZoneResolver.of(island), KEY).end())
        .isEqualTo(new End.Unsigned(new Question<>(Domain.of("example.com"), Type.DS)));

    var keyless = SIGNED.replaceAll("(?m)^com. DNSKEY.*\n", "");
    assertThat(DnssecChain.collect(ZoneResolver.of(keyless), KEY).end())
        .isEqualTo(new End.Unsigned(new Question<>(Domain.of("com"), Type.DNSKEY)));

    var slow = ZoneResolver.of(SIGNED + "$STATUS timeout\ncom. DS -\n");
    assertThat(DnssecChain.collect(slow, KEY).end())
        .isEqualTo(
            new End.Unanswered(new Question<>(Domain.of("com"), Type.DS), Answer.Cause.TIMEOUT));
  }

  @Test
  void signersThatAreNotAboveEndTheChain() {
    var elsewhere =
        zone("evil.example.") + signed("k._domainkey.example.com.", "TXT", "x", "evil.example.");
    assertThat(DnssecChain.collect(ZoneResolver.of(elsewhere), KEY).end())
        .isEqualTo(new End.Unsigned(KEY));
    // DS records that the zone signed itself would go round for ever.
    var round =
        zone("example.com.")
            + signed("example.com.", "DS", "2 13 2 00", "example.com.")
            + signed("k._domainkey.example.com.", "TXT", "x", "example.com.");
    assertThat(DnssecChain.collect(ZoneResolver.of(round), KEY).end())
        .isEqualTo(new End.Unsigned(new Question<>(Domain.of("example.com"), Type.DS)));
  }
}

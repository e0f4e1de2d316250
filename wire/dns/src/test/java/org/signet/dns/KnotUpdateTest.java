package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.DynamicUpdate.Change;
import org.signet.dns.DynamicUpdate.Outcome;
import org.signet.dns.TsigKey.Algorithm;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Dynamic updates as a name server that others wrote takes them: Knot DNS (Debian: `knot`).
class KnotUpdateTest {
  private static final Domain ZONE = Domain.of("example.com");
  private static final Domain NAME = Domain.of("s1._domainkey.example.com");
  private static final TsigKey KEY =
      new TsigKey(Domain.of("signet"), Algorithm.HMAC_SHA256, "0123456789abcdef");

  @TempDir private Path folder;
  private Optional<Knot> knot = Optional.empty();
  private NameServer primary = new NameServer(IpAddress.of("127.0.0.1"), NameServer.PORT);

  @BeforeEach
  void start() throws IOException {
    var zone =
        """
        $ORIGIN example.com.
        @ 3600 SOA ns1 hostmaster 1 3600 600 86400 300
        @ 3600 NS ns1
        ns1 3600 A 192.0.2.1
        """;
    var sections =
        """
        key:
          - id: signet
            algorithm: hmac-sha256
            secret: MDEyMzQ1Njc4OWFiY2RlZg==
        acl:
          - id: update
            key: signet
            action: update
        """;
    var server = Knot.serving(folder, zone, sections, "acl: update");
    knot = Optional.of(server);
    primary = server.address();
  }

  @AfterEach
  void stop() {
    knot.ifPresent(Knot::close);
  }

  private DynamicUpdate update(TsigKey key) {
    return new DynamicUpdate(
        primary, Optional.of(key), InstantSource.system(), Duration.ofSeconds(20));
  }

  private Answer<Rdata.Txt> published() {
    var patience = new StubResolver.Patience(Duration.ofSeconds(10), Duration.ofSeconds(20));
    return new StubResolver(List.of(primary), patience).lookup(NAME, Type.TXT);
  }

  @Test
  void recordsComeChangeAndGo() {
    var long2 = new Rdata.Txt(List.of("v=DKIM1; k=rsa; p=" + "A".repeat(237), "\"\\;B"));
    var hour = Duration.ofHours(1);
    assertThat(update(KEY).send(ZONE, List.of(new Change.Put(NAME, hour, long2))))
        .isEqualTo(new Outcome.Done());
    assertThat(published().records()).containsExactly(long2);

    var revoked = new Rdata.Txt(List.of("v=DKIM1; p="));
    assertThat(update(KEY).send(ZONE, List.of(new Change.Put(NAME, hour, revoked))))
        .isEqualTo(new Outcome.Done());
    assertThat(published().records()).containsExactly(revoked);

    assertThat(update(KEY).send(ZONE, List.of(new Change.Remove(NAME))))
        .isEqualTo(new Outcome.Done());
    assertThat(published()).isInstanceOf(Answer.NoSuchName.class);
  }

  @Test
  void whoHasNotTheKeyIsRefused() {
    var change = List.<Change>of(new Change.Remove(NAME));
    assertThat(update(new TsigKey(KEY.name(), KEY.algorithm(), "another")).send(ZONE, change))
        .isEqualTo(new Outcome.Refused("BADSIG"));
    assertThat(update(new TsigKey(NAME, KEY.algorithm(), KEY.secret())).send(ZONE, change))
        .isEqualTo(new Outcome.Refused("BADKEY"));
    var unsigned =
        new DynamicUpdate(
            primary, Optional.empty(), InstantSource.system(), Duration.ofSeconds(20));
    assertThat(unsigned.send(ZONE, change)).isInstanceOf(Outcome.Refused.class);
  }
}

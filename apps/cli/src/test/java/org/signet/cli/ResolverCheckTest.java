package org.signet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.dns.Answer;
import org.signet.dns.NameServer;
import org.signet.dns.Question;
import org.signet.dns.ResolverCheck;
import org.signet.dns.ResolverCheck.Reply;
import org.signet.dns.ResolverCheck.Validated;
import org.signet.dns.Security;
import org.signet.dns.TrustAnchors;
import org.signet.dns.Type;
import org.signet.dns.Validation;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// `signet tls --resolver-check`.
class ResolverCheckTest {
  private static final Question<?> KEYS = new Question<>(Domain.ROOT, Type.DNSKEY);
  private static final Question<?> NAME = new Question<>(Domain.of("org"), Type.SOA);

  @Test
  void whereNobodyAnswersItDoesNotWork() throws IOException {
    int port;
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var ran = Ran.of("tls", "--resolver-check", "--resolver", "127.0.0.1:" + port);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("DANE is unavailable")
        .contains("Over UDP, the keys of the root did not come");
  }

  @Test
  void aDomainAndACheckExcludeEachOther() {
    assertThat(Ran.of("tls", "--resolver-check", "boats.example").exit()).isEqualTo(2);
    var neither = Ran.of("tls");
    assertThat(neither.exit()).isEqualTo(2);
    assertThat(neither.err()).contains("give DOMAIN, or --resolver-check");
  }

  @Test
  void theJsonSaysAllThatWasSeen() {
    var server =
        new ResolverCheck.Server(
            new NameServer(IpAddress.of("192.0.2.53"), 53),
            new Reply.Truncated(),
            new Reply.Came(1400, true, true, false));
    var check =
        new ResolverCheck(
            new Validation.Local(TrustAnchors.IANA),
            List.of(server),
            new Validated.As(KEYS, Security.SECURE),
            new Validated.Failed(NAME, Answer.Cause.TIMEOUT, "no answer"));
    assertThat(ResolverCheckJson.write(check))
        .startsWith(
            "{\"works\":false,\"root_keys\":{\"question\":\". DNSKEY\",\"security\":\"secure\"},"
                + "\"signed_name\":{\"question\":\"org SOA\",\"failure\":\"timeout\","
                + "\"detail\":\"no answer\"},\"servers\":[{\"server\":\"192.0.2.53\","
                + "\"validates\":false,\"strips_signatures\":false,"
                + "\"udp\":{\"reply\":\"truncated\"},"
                + "\"tcp\":{\"reply\":\"came\",\"octets\":1400,\"signatures\":true,"
                + "\"ad\":false}}],\"explanation\":");
  }
}

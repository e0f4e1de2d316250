package org.signet.guard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.header;
import static org.signet.guard.serve.Letters.letter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.zone.ZoneResolver;
import org.signet.milter.Listen;
import org.signet.testing.SmtpSink;
import org.signet.testing.SmtpTalk;
import org.signet.verifier.World;

/// The guard beside a real Sendmail, whose clients are all at 127.0.0.1.
@Timeout(60)
class SendmailTest {
  private static final String ZONE =
      """
      near.example.         TXT "v=spf1 ip4:127.0.0.1 -all"
      _dmarc.near.example.  TXT "v=DMARC1; p=reject"
      far.example.          TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.far.example.   TXT "v=DMARC1; p=reject"
      soft.example.         TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.soft.example.  TXT "v=DMARC1; p=quarantine"
      """;

  private final List<String> log = new CopyOnWriteArrayList<>();

  private static String send(InetSocketAddress door, String from) throws IOException {
    try (var client = SmtpTalk.connect(door)) {
      client.say("EHLO x.example");
      var claim = "Authentication-Results: mx.harbour.example; dmarc=pass\r\n";
      return client.send(from, "bob@harbour.example", letter(from, claim));
    }
  }

  @Test
  void forgeriesAreRefusedOrHeldAndOurOwnMailIsSigned(@TempDir Path folder) throws Exception {
    var obstacle = Sendmail.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var keys = HarbourKeys.make(folder.resolve("keys"));
    var world = World.of(ZoneResolver.of(ZONE + keys), () -> Harbour.NOW);
    var toml =
        """
        mode = "enforce"
        domains = ["harbour.example"]
        authserv_ids = ["mx.harbour.example"]
        [milter]
        listen = ["inet:127.0.0.1:0"]
        [policy]
        quarantine = "hold"
        [ways.daemons]
        MSA = "submission"
        [signing]
        keys = "%s"
        """
            .formatted(folder.resolve("keys"));
    try (var guard =
            GuardServer.start(Harbour.configuration(toml), world, new MessageLog(log::add));
        var sink = SmtpSink.open();
        var sendmail =
            Sendmail.start(
                Files.createDirectory(folder.resolve("sendmail")),
                ((Listen.Tcp) guard.listening().getFirst()).address(),
                sink.address())) {
      assertThat(send(sendmail.door, "alice@far.example")).startsWith("550 5.7.1 ");
      assertThat(send(sendmail.door, "alice@soft.example")).startsWith("250 ");
      assertThat(sendmail.quarantined()).isEqualTo(1);
      assertThat(send(sendmail.door, "alice@near.example")).startsWith("250 ");
      assertThat(header(sink.take().message()))
          .contains("dmarc=pass header.from=near.example")
          .containsOnlyOnce("Authentication-Results:");
      assertThat(send(sendmail.people, "bob@harbour.example")).startsWith("250 ");
      assertThat(header(sink.take().message()))
          .contains("DKIM-Signature: v=1;", "d=harbour.example")
          .doesNotContain("dmarc=");
    }
    assertThat(log).hasSize(4).allMatch(line -> line.matches("message queue=\\w+ .*"));
    assertThat(log.getLast()).contains("direction=submission by=daemon", "signed=yes");
  }
}

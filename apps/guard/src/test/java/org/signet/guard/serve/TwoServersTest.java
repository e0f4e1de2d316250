package org.signet.guard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.dns.zone.ZoneResolver;
import org.signet.testing.DkimPeer;
import org.signet.testing.Lab;
import org.signet.testing.Postfix;
import org.signet.verifier.World;

/// Mail that one server with a guard signs and sends, and another with a guard receives: what
/// arrives is verified by the other guard, and by what others wrote.
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class TwoServersTest {
  private static final String SENDER_ADDRESS = "127.0.0.2";
  private static final Pattern SIGNATURE =
      Pattern.compile("(?m)^DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*");

  private final List<String> arrived = new ArrayList<>();
  private Path keys = Path.of("/");
  private String records = "";

  @BeforeAll
  void send(@TempDir Path folder) throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    keys = Files.createDirectory(folder.resolve("keys"));
    records = HarbourKeys.make(keys);
    var zone =
        records
            + "harbour.example. TXT \"v=spf1 ip4:"
            + SENDER_ADDRESS
            + " -all\"\n_dmarc.harbour.example. TXT \"v=DMARC1; p=reject; adkim=s\"\n";
    // OpenDKIM knows no other time than the real one.
    var world = World.of(ZoneResolver.of(zone), InstantSource.system());
    try (var receiver = new Harbour(boats(), world, TwoServersTest::receives);
        var sender = new Harbour(harbour(), world, (postfix, _) -> sendsTo(receiver, postfix))) {
      for (var letter : Letters.awkward("bob@harbour.example")) {
        assertThat(sender.fromOwn("bob@harbour.example", letter)).startsWith("250 ");
        arrived.add(receiver.delivered().message());
        assertThat(sender.lastLine()).contains("direction=submission", "signed=yes");
        assertThat(receiver.lastLine()).contains("spf=pass", "dmarc=pass", "action=deliver");
      }
    }
  }

  private static void receives(Postfix.Configuration postfix, String milter) {
    postfix.set("myhostname", "mx.boats.example").set("relay_domains", "boats.example");
  }

  private static void sendsTo(Harbour receiver, Postfix.Configuration postfix) {
    postfix.set("default_transport", "smtp:[127.0.0.1]:" + receiver.door().getPort());
    postfix.set("smtp_bind_address", SENDER_ADDRESS);
  }

  private static String boats() {
    return """
    mode = "enforce"
    domains = ["boats.example"]
    authserv_ids = ["mx.boats.example"]

    [milter]
    listen = ["inet:127.0.0.1:0"]
    """;
  }

  private String harbour() {
    return """
    mode = "enforce"
    domains = ["harbour.example"]
    authserv_ids = ["mx.harbour.example"]

    [milter]
    listen = ["inet:127.0.0.1:0"]

    [ways.daemons]
    ORIGINATING = "submission"

    [signing]
    keys = "%s"
    """
        .formatted(keys);
  }

  @Test
  void theOtherGuardVerifiesBothSignatures() {
    assertThat(arrived)
        .hasSize(10)
        .allSatisfy(
            message -> {
              assertThat(message).startsWith("Authentication-Results: mx.boats.example;");
              var results = message.substring(0, message.indexOf("\r\nReceived:"));
              assertThat(results)
                  .contains("dmarc=pass header.from=harbour.example", "header.s=h1", "header.s=h2")
                  .containsPattern("(?s)dkim=pass.*dkim=pass")
                  .doesNotContain("fail");
              assertThat(SIGNATURE.matcher(message).results()).hasSize(2);
            });
  }

  @ParameterizedTest
  @EnumSource
  void othersVerifyEachSignature(DkimPeer.Kind kind, @TempDir Path zones) throws Exception {
    for (var obstacle : List.of(Lab.obstacle(), kind.obstacle())) {
      assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    }
    Files.writeString(zones.resolve("harbour.example.zone"), records);
    try (var peer = kind.startInLab(zones)) {
      for (var message : arrived) {
        assertThat(peer.ask("verify", message).word()).isEqualTo("pass");
        if (kind.knowsEd25519()) {
          var second = SIGNATURE.matcher(message).replaceFirst("");
          assertThat(peer.ask("verify", second).word()).isEqualTo("pass");
        }
      }
    }
  }
}

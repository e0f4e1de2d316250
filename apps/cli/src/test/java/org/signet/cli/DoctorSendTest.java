package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.zone.ZoneResolver;
import org.signet.guard.serve.GuardServer;
import org.signet.guard.serve.MessageLog;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpSink;
import org.signet.verifier.World;

/// `signet doctor --send-to`: a message through a guard and a real Postfix, out, and into a
/// mailbox.
@Timeout(120)
class DoctorSendTest {
  @TempDir Path folder;

  /// A key that signs, and the zone that publishes it.
  private Path zone() throws IOException {
    var key = folder.resolve("h1.pem").toString();
    var record =
        Ran.of("key", "new", "--domain", "harbour.example", "--selector", "h1", "--key", key);
    var zone = Files.writeString(folder.resolve("harbour.zone"), record.out(), UTF_8);
    for (int hours = 48; hours > 0; hours -= 8) {
      var words =
          new ArrayList<>(
              List.of("key", "rotate", "--domain", "harbour.example", "--keys", keys()));
      words.addAll(List.of("--zone", zone.toString()));
      words.addAll(List.of("--at", Instant.now().minus(Duration.ofHours(hours)).toString()));
      if (hours == 48) {
        words.addAll(List.of("--adopt", key, "--selector", "h1"));
      }
      Ran.of(words.toArray(String[]::new));
    }
    return zone;
  }

  private String keys() {
    return folder.resolve("keys").toString();
  }

  @Test
  void whatArrivesIsVerified() throws Exception {
    var told = send("own = [\"127.0.0.1\"]", "", message -> message);
    assertThat(told.out())
        .contains(
            "The mail server took a message to bob@boats.example: 250",
            "The message arrived, and the signature of harbour.example (",
            ") holds.");
  }

  @Test
  void whatChangesItOnTheWayIsNamed() throws Exception {
    var told =
        send(
            "own = [\"127.0.0.1\"]",
            "",
            message -> message.replace("Subject: A", "Subject: [list] A") + "-- \r\nThe list\r\n");
    assertThat(told.exit()).isEqualTo(Exit.FAILED.code());
    assertThat(told.out())
        .contains(
            "does not hold: its body was changed on the way; changed, added or taken away on the"
                + " way: subject.");
  }

  @Test
  void whatNobodySignsIsSaid() throws Exception {
    var told = send("", "", message -> message);
    assertThat(told.exit()).isEqualTo(Exit.FAILED.code());
    assertThat(told.out()).contains("nobody of ours has signed it", "outbound=");
  }

  @Test
  void whatIsNotTakenIsSaid() throws Exception {
    var told = send("", "reject_unauth_destination, reject", message -> message);
    assertThat(told.exit()).isEqualTo(Exit.FAILED.code());
    assertThat(told.out()).contains("does not take a message of this host: 554");
  }

  @Test
  void wrongUseIsSaid() throws Exception {
    Files.writeString(folder.resolve("signet.toml"), "domains = [\"harbour.example\"]\n");
    assertThat(doctor("--send-to", "nobody").err()).contains("nobody is no address");
    var none = doctor("--send-to", "bob@boats.example", "--submit-to", "1");
    assertThat(none.out()).contains("The mail server was not reached at");
  }

  private Ran doctor(String... more) throws IOException {
    var words = new ArrayList<String>();
    words.addAll(
        List.of(
            "doctor",
            "--config",
            folder.resolve("signet.toml").toString(),
            "--postconf",
            "docs/guard/postfix/none.postconf",
            "--zone",
            Files.exists(folder.resolve("harbour.zone"))
                ? folder.resolve("harbour.zone").toString()
                : "docs/examples/examples.zone"));
    words.addAll(List.of(more));
    return Ran.of(words.toArray(String[]::new));
  }

  /// What the doctor says while everything that leaves comes into a mailbox, changed on the way.
  private Ran send(String ways, String restrictions, UnaryOperator<String> change)
      throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var zone = zone();
    var toml =
        """
        mode = "enforce"
        domains = ["harbour.example"]

        [milter]
        listen = ["inet:127.0.0.1:0"]

        [ways]
        %s

        [signing]
        keys = "%s/keys"
        """
            .formatted(ways, folder);
    var file = Files.writeString(folder.resolve("signet.toml"), toml, UTF_8);
    var mailbox = folder.resolve("Maildir");
    Files.createDirectories(mailbox.resolve("new"));
    var world = World.of(ZoneResolver.of(Files.readString(zone, UTF_8)), InstantSource.system());
    try (var guard = GuardServer.start(Configurations.read(file), world, new MessageLog(_ -> {}));
        var sink = SmtpSink.open();
        var postfix =
            Postfix.to(sink.address())
                .set("milter_default_action", "tempfail")
                .set(
                    "smtpd_recipient_restrictions",
                    restrictions.isEmpty() ? "permit_mynetworks" : restrictions)
                .listen(Map.of("smtpd_milters", guard.listening().getFirst().toString()))
                .start()) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  var message = change.apply(sink.take().message());
                  Files.writeString(mailbox.resolve("new/1"), message, ISO_8859_1);
                } catch (IOException | InterruptedException _) {
                  // The test has ended.
                }
              });
      return doctor(
          "--send-to",
          "bob@boats.example",
          "--mailbox",
          mailbox.toString(),
          "--submit-to",
          Integer.toString(postfix.address(0).getPort()));
    }
  }
}

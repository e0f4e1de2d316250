package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.example;
import static org.signet.guard.serve.Letters.header;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.signet.dns.zone.ZoneResolver;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpTalk;

/// Mail that a real Postfix puts aside instead of refusing it: by a backup MX, by a list that is
/// known; and each way of putting aside.
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class PuttingAsideTest {
  private Optional<Harbour> running = Optional.empty();

  @BeforeAll
  void start() throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var zone = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    running = Optional.of(new Harbour(configuration("mark"), ZoneResolver.of(zone)));
  }

  private static String configuration(String quarantine) {
    return """
    mode = "enforce"
    domains = ["harbour.example"]
    authserv_ids = ["mx.harbour.example"]

    [milter]
    listen = ["inet:127.0.0.1:0"]

    [ways]
    relays = ["198.51.100.7"]

    [policy]
    quarantine = "%s"

    [[policy.known]]
    kind = "list"
    network = "198.51.100.1"
    """
        .formatted(quarantine);
  }

  @AfterAll
  void stop() throws IOException {
    if (running.isPresent()) {
      running.get().close();
    }
  }

  @BeforeEach
  void mark() throws Exception {
    harbour().guard.reload(Harbour.configuration(configuration("mark")));
  }

  private Harbour harbour() {
    return running.orElseThrow();
  }

  private SmtpTalk backup() throws IOException {
    return harbour().stranger(Harbour.STRANGERS, "198.51.100.7", "backup.harbour.example");
  }

  private String throughBackup(String received, String message) throws IOException {
    var hop =
        "Received: from x ("
            + received
            + ")\r\n\tby backup.harbour.example with ESMTP id 1;\r\n"
            + "\tWed, 25 Nov 2026 09:00:00 +0000\r\n";
    try (var client = backup()) {
      return client.send("alice@boats.example", "bob@harbour.example", hop + message);
    }
  }

  @Test
  void mailByTheBackupIsJudgedAsItCameToTheBackup() throws Exception {
    assertThat(throughBackup("mail.boats.example [192.0.2.1]", example("genuine.eml")))
        .startsWith("250 ");
    assertThat(header(harbour().delivered().message())).contains("spf=pass", "dmarc=pass");
    assertThat(harbour().lastLine()).contains("direction=relay", "action=deliver");
  }

  /// The backup would have to bounce what is refused.
  @Test
  void aForgeryByTheBackupIsPutAsideAndNotRefused() throws Exception {
    assertThat(throughBackup("unknown [203.0.113.9]", example("forged.eml"))).startsWith("250 ");
    assertThat(header(harbour().delivered().message()))
        .contains("X-Signet-Quarantine: yes", "spf=fail", "dmarc=fail");
    assertThat(harbour().lastLine()).contains("direction=relay", "action=quarantine");
  }

  /// So much has changed that the author's signature cannot be restored.
  @Test
  void whatAListedListHasChangedIsPutAsideAndNotRefused() throws Exception {
    var changed = "List-Id: <sailing.lists.example>\r\n" + example("changed.eml");
    assertThat(fromList("198.51.100.1", changed)).startsWith("250 ");
    assertThat(header(harbour().delivered().message()))
        .contains("X-Signet-Quarantine: yes", "dmarc=fail");
    assertThat(harbour().lastLine()).contains("reason=known_list");
    assertThat(fromList("203.0.113.9", changed)).startsWith("550 5.7.1 ");
  }

  /// Of a list that is not known, what can be restored is.
  @Test
  void whatAnyListHasChangedAndCanBeRestoredIsPutAside() throws Exception {
    assertThat(fromList("203.0.113.9", example("list.eml"))).startsWith("250 ");
    assertThat(header(harbour().delivered().message()))
        .contains("X-Signet-Quarantine: yes", "dmarc=fail");
    assertThat(harbour().lastLine()).contains("reason=changed_on_the_way");
  }

  private String fromList(String address, String message) throws IOException {
    return harbour()
        .fromStranger(address, "lists.example", "sailing-bounces@lists.example", message);
  }

  private void sendForgedByBackup() throws IOException {
    assertThat(throughBackup("unknown [203.0.113.9]", example("forged.eml"))).startsWith("250 ");
  }

  @Test
  void whatIsPutAsideCanBeHeldInTheQueue() throws Exception {
    harbour().guard.reload(Harbour.configuration(configuration("hold")));
    sendForgedByBackup();
    assertThat(harbour().postfix.queued("hold")).isEqualTo(1);
    assertThat(harbour().lastLine()).contains("action=quarantine");
  }

  @Test
  void whatIsPutAsideCanGoToAnotherAddressInstead() throws Exception {
    harbour().guard.reload(Harbour.configuration(configuration("junk@harbour.example")));
    try (var client = backup()) {
      client.say("MAIL FROM:<alice@boats.example>");
      for (var to : List.of("bob", "BOB", "b+x", "\"b b\"", "o'b")) {
        assertThat(client.say("RCPT TO:<" + to + "@harbour.example> NOTIFY=NEVER"))
            .startsWith("250 ");
      }
      assertThat(client.data(example("forged.eml"))).startsWith("250 ");
    }
    assertThat(harbour().delivered().recipients()).containsExactly("<junk@harbour.example>");
  }

  /// A connection that began under another way of putting aside.
  @Test
  void theWayOfPuttingAsideMayChangeDuringAConnection() throws Exception {
    try (var client = backup()) {
      harbour().guard.reload(Harbour.configuration(configuration("junk@harbour.example")));
      var message = example("forged.eml");
      assertThat(client.send("alice@boats.example", "bob@harbour.example", message))
          .startsWith("250 ");
    }
    assertThat(harbour().delivered().recipients()).containsExactly("<junk@harbour.example>");
  }
}

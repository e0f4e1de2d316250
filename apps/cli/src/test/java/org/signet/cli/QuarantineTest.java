package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dns.zone.ZoneResolver;
import org.signet.guard.serve.GuardServer;
import org.signet.guard.serve.MessageLog;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpSink;
import org.signet.testing.SmtpTalk;
import org.signet.verifier.World;

/// `signet quarantine` and a real Postfix, which holds what the guard puts aside.
@Timeout(120)
class QuarantineTest {
  private static final String ZONE =
      """
      soft.example.         TXT "v=spf1 ip4:192.0.2.9 -all"
      _dmarc.soft.example.  TXT "v=DMARC1; p=quarantine"
      """;

  @TempDir Path folder;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();

  private record Site(GuardServer guard, Postfix postfix, SmtpSink sink) {}

  @BeforeEach
  void postfix() {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
  }

  @AfterEach
  void close() throws Exception {
    for (var one : opened) {
      one.close();
    }
  }

  private Site start() throws Exception {
    var world = World.of(ZoneResolver.of(ZONE), InstantSource.system());
    configure("hold", "");
    var guard = GuardServer.start(Configurations.read(file()), world, new MessageLog(log::add));
    opened.push(guard);
    var sink = SmtpSink.open();
    opened.push(sink);
    var postfix =
        Postfix.to(sink.address())
            .set("milter_default_action", "tempfail")
            .set("header_checks", "regexp:{ {/^X-Hold:/ HOLD} }")
            .set("non_smtpd_milters", guard.listening().getFirst().toString())
            .listen(Map.of("smtpd_milters", guard.listening().getFirst().toString()))
            .start();
    opened.push(postfix);
    var site = new Site(guard, postfix, sink);
    configure("hold", "[quarantine]\npostfix = \"" + postfix.configuration() + "\"\n");
    guard.reload(Configurations.read(file()));
    return site;
  }

  private Path file() {
    return folder.resolve("signet.toml");
  }

  private void configure(String way, String more) throws IOException {
    Files.writeString(
        file(),
        """
        mode = "enforce"
        domains = ["harbour.example"]
        authserv_ids = ["mx.harbour.example"]

        [milter]
        listen = ["inet:127.0.0.1:0"]

        [policy]
        quarantine = "%s"

        [store]
        folder = "%s/store"

        [http]
        listen = "127.0.0.1:0"

        %s
        """
            .formatted(way, folder, more),
        UTF_8);
  }

  /// Sends a message, and answers its queue id, once its proof is kept.
  private String send(Site site, String author, String more) throws Exception {
    try (var client = SmtpTalk.connect(site.postfix.address(0))) {
      client.say("EHLO x.example");
      assertThat(
              client.send(
                  author,
                  "bob@harbour.example",
                  more + "From: <" + author + ">\r\nSubject: Dinner\r\n\r\nIt is ready.\r\n"))
          .startsWith("250 ");
    }
    var line = log.take();
    while (!line.startsWith("message ")) {
      line = log.take();
    }
    var id = line.replaceFirst(".* queue=(\\S+) .*", "$1");
    while (signet("explain", id).exit() != 0) { // it is written behind the back of who judges
      Thread.onSpinWait();
    }
    return id;
  }

  private Ran signet(String command, String... ids) {
    var words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of("--config", file().toString()));
    words.addAll(List.of(ids));
    return Ran.of(words.toArray(String[]::new));
  }

  @Test
  void whatIsHeldIsListedShownReleasedAndDeleted() throws Exception {
    var site = start();
    assertThat(signet("quarantine list").out()).isEqualTo("Nothing is held.\n");
    var first = send(site, "a@soft.example", "");
    var second = send(site, "b@soft.example", "");
    var others = send(site, "c@other.example", "X-Hold: yes\r\n");

    var list = signet("quarantine list");
    assertThat(list.exit()).isZero();
    assertThat(list.out())
        .startsWith("2 messages are held, the eldest for 0 minutes. 1 more on hold is not Signet's")
        .contains(first + "  ", "<a@soft.example> to bob@harbour.example", "dmarc=fail", second)
        .doesNotContain(others, "expired");
    assertThat(signet("quarantine list", "--format", "json").out().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"queue_id\":\"" + first + "\"")
        .contains("\"recipients\":[\"bob@harbour.example\"]", "\"expired\":false");
    assertThat(metrics(site))
        .contains(
            "signet_quarantine_visible 1.0",
            "signet_quarantine_held 2.0",
            "signet_quarantine_expired 0.0",
            "signet_quarantine_oldest_seconds ");

    var shown = signet("quarantine show", first);
    assertThat(shown.out())
        .contains("held in the queue of the mail server", "soft.example", "quarantine");
    assertThat(signet("quarantine show", "--message", first).out())
        .contains("X-Signet-Mark: dmarc_failed\n", "Subject: Dinner\n", "\nIt is ready.\n");
    assertThat(signet("quarantine show", others).exit()).isEqualTo(Exit.FAILED.code());

    // Nothing but what the guard holds is touched.
    var refused = signet("quarantine delete", others, "0", "ALL");
    assertThat(refused.exit()).isEqualTo(Exit.FAILED.code());
    assertThat(refused.out()).contains(others + " is not touched", "ALL is not touched");
    assertThat(site.postfix.queued("hold")).isEqualTo(3);

    // What is released does not come to the guard again.
    log.clear();
    assertThat(signet("quarantine release", first).out()).isEqualTo(first + " is released\n");
    assertThat(site.sink.take().message())
        .contains("X-Signet-Mark: dmarc_failed\r\n", "Subject: Dinner\r\n")
        .doesNotContain("X-Signet-Quarantine");
    assertThat(log).isEmpty();

    var deleted = signet("quarantine delete", second, first);
    assertThat(deleted.out()).contains(second + " is deleted\n", first + " is not touched");
    assertThat(deleted.exit()).isEqualTo(Exit.FAILED.code());
    assertThat(site.postfix.queued("hold")).isEqualTo(1);
    assertThat(signet("quarantine list").out()).startsWith("Nothing is held. 1 more on hold");
  }

  @Test
  void whatIsHeldForTooLongIsReportedOrDeleted() throws Exception {
    var site = start();
    var quarantine = "[quarantine]\npostfix = \"" + site.postfix.configuration() + "\"\n";
    var id = send(site, "a@soft.example", "");
    assertThat(signet("quarantine expire").exit()).isZero();
    var later = Instant.now().plus(Duration.ofDays(15)).toString();
    assertThat(signet("quarantine list", "--at", later).out())
        .contains("for 15 days.", "(expired)");
    var reported = signet("quarantine expire", "--at", later);
    assertThat(reported.out()).startsWith(id).contains("(expired)");
    assertThat(reported.exit()).isEqualTo(Exit.FAILED.code());
    assertThat(site.postfix.queued("hold")).isEqualTo(1);
    configure("hold", quarantine + "days = 20\nexpired = \"delete\"\n");
    assertThat(signet("quarantine expire", "--at", later).out()).isEmpty();
    later = Instant.now().plus(Duration.ofDays(21)).toString();
    var deleted = signet("quarantine expire", "--at", later);
    assertThat(deleted.out()).isEqualTo(id + " has expired and is deleted\n");
    assertThat(deleted.exit()).isZero();
    assertThat(site.postfix.queued("hold")).isZero();
  }

  @Test
  void whatWentToAnotherAddressIsListedAndNotTouched() throws Exception {
    var site = start();
    var quarantine = "[quarantine]\npostfix = \"" + site.postfix.configuration() + "\"\n";
    configure("junk@harbour.example", quarantine);
    site.guard.reload(Configurations.read(file()));
    var id = send(site, "a@soft.example", "");
    assertThat(site.sink.take().recipients()).containsExactly("<junk@harbour.example>");
    assertThat(signet("quarantine list").out())
        .startsWith("Nothing is held.\n" + id + "  ")
        .contains("went to junk@harbour.example");
    assertThat(signet("quarantine show", id).err())
        .contains("it went to junk@harbour.example instead of its recipients");
    assertThat(signet("quarantine release", id).out()).contains("is not touched");
  }

  @Test
  void whatCannotBeLookedAtIsSaid() throws Exception {
    configure("hold", "[quarantine]\npostfix = \"/nowhere\"\n");
    var list = signet("quarantine list");
    assertThat(list.exit()).isEqualTo(Exit.UNREADABLE.code());
    assertThat(list.err()).contains("postqueue says: ");
  }

  private static String metrics(Site site) throws Exception {
    var desk = site.guard.desk().orElseThrow();
    var uri = URI.create("http://127.0.0.1:" + desk.getPort() + "/metrics");
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}

package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.count;
import static org.signet.guard.serve.Letters.example;
import static org.signet.guard.serve.Letters.header;
import static org.signet.guard.serve.Letters.letter;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dkim.DkimOutcome;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dns.zone.ZoneResolver;
import org.signet.guard.Handling;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.store.Archive;
import org.signet.testing.Postfix;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// The guard beside a real Postfix.
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class PostfixTest {
  private static final String SOFT =
      """
      soft.example.         TXT "v=spf1 ip4:192.0.2.9 -all"
      _dmarc.soft.example.  TXT "v=DMARC1; p=quarantine"
      """;

  private Optional<Harbour> running = Optional.empty();
  private Path folder = Path.of("/");
  private String zone = "";

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    folder = temporary;
    var examples = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    zone = examples.replace("$STATUS", HarbourKeys.make(folder.resolve("keys")) + SOFT + "$STATUS");
    running = Optional.of(new Harbour(configuration("enforce"), ZoneResolver.of(zone)));
  }

  @AfterAll
  void stop() throws IOException {
    if (running.isPresent()) {
      running.get().close();
    }
  }

  @BeforeEach
  void enforce() throws Exception {
    harbour().guard.reload(Harbour.configuration(configuration("enforce")));
  }

  private String configuration(String mode) {
    return """
    mode = "%s"
    domains = ["harbour.example"]
    authserv_ids = ["mx.harbour.example"]

    [milter]
    listen = ["inet:127.0.0.1:0"]

    [ways]
    own = ["127.0.0.1"]

    [ways.daemons]
    ORIGINATING = "submission"

    [signing]
    keys = "%s/keys"

    [store]
    folder = "%s/store"

    [http]
    listen = "127.0.0.1:0"
    """
        .formatted(mode, folder, folder);
  }

  private Harbour harbour() {
    return running.orElseThrow();
  }

  private String sendGenuine(String more) throws IOException {
    return harbour()
        .fromStranger(
            "192.0.2.1",
            "mail.boats.example",
            "alice@boats.example",
            more + example("genuine.eml"));
  }

  private String sendForged(String more) throws IOException {
    return harbour()
        .fromStranger("203.0.113.9", "laptop", "alice@boats.example", more + example("forged.eml"));
  }

  @Test
  void genuineMailArrivesWithItsResultsOnTop() throws Exception {
    assertThat(sendGenuine("")).startsWith("250 2.0.0 Ok");
    var message = harbour().delivered().message();
    assertThat(message).startsWith("Authentication-Results: mx.harbour.example;\r\n\tspf=pass");
    assertThat(header(message)).contains("dmarc=pass header.from=boats.example");
    assertThat(header(message)).doesNotContain("X-Signet");
    assertThat(harbour().lastLine())
        .matches("message queue=\\w+ direction=inbound by=otherwise client=192\\.0\\.2\\.1 .*")
        .contains("author=boats.example spf=pass", "dkim=boats.example:pass", "dmarc=pass")
        .contains("action=deliver reason=authenticated");
  }

  @Test
  void forgedMailIsRefusedAndTheSenderIsToldWhy() throws Exception {
    assertThat(sendForged("")).startsWith("550 5.7.1 ").contains("boats.example", "DMARC");
    assertThat(harbour().lastLine()).contains("action=reject reason=dmarc_failed");
  }

  @Test
  void observingMarksAndTellsWhatWouldHaveBeenDone() throws Exception {
    harbour().guard.reload(Harbour.configuration(configuration("observe")));
    assertThat(sendForged("")).startsWith("250 ");
    var message = harbour().delivered().message();
    assertThat(header(message)).contains("dmarc=fail", "X-Signet-Mark: dmarc_failed");
    assertThat(header(message)).doesNotContain("X-Signet-Quarantine");
    assertThat(harbour().lastLine()).contains("action=mark would=reject reason=dmarc_failed");
  }

  @Test
  void whatShallBePutAsideSaysSo() throws Exception {
    var said =
        harbour()
            .fromStranger(
                "203.0.113.9", "x.example", "a@soft.example", letter("a@soft.example", ""));
    assertThat(said).startsWith("250 ");
    assertThat(header(harbour().delivered().message()))
        .contains("X-Signet-Quarantine: yes", "X-Signet-Mark: dmarc_failed", "dmarc=fail");
  }

  @Test
  void whatCannotBeDeterminedIsPutOff() throws Exception {
    var said =
        harbour()
            .fromStranger(
                "203.0.113.9", "x.example", "a@slow.example", letter("a@slow.example", ""));
    assertThat(said).startsWith("451 4.7.");
  }

  /// The signature of the author shows it, once the footer of the list is undone.
  @Test
  void whatAListChangedIsPutAsideAndNotRefused() throws Exception {
    var said =
        harbour()
            .fromStranger(
                "198.51.100.1",
                "lists.example",
                "members@lists.example",
                example("genuine.eml") + "-- \r\nThe harbour list\r\n");
    assertThat(said).startsWith("250 ");
    assertThat(header(harbour().delivered().message()))
        .contains("X-Signet-Quarantine: yes", "X-Signet-Mark: changed_on_the_way");
  }

  /// Eight forged fields between foreign ones (RFC 8601 §5).
  @Test
  void resultsUnderOurNameThatOthersWroteAreTakenOut() throws Exception {
    var forged = new StringBuilder();
    var ours = "mx.harbour.example";
    for (var id :
        new String[] {
          ours,
          "MX.Harbour.Example",
          "\"" + ours + "\"",
          ours + ".",
          "(c)" + ours,
          ours + " 1",
          ours + " 2",
          ours + " (x)"
        }) {
      forged.append("Authentication-Results: ").append(id).append("; dmarc=pass forged.x=1\r\n");
      forged.append("Authentication-Results: other.example; dmarc=pass\r\n");
    }
    forged.append("X-Signet-Mark: nothing\r\nX-Signet-Quarantine: no\r\n");
    assertThat(sendGenuine(forged.toString())).startsWith("250 ");
    var message = harbour().delivered().message();
    assertThat(header(message)).doesNotContain("forged", "X-Signet");
    assertThat(count(message, "Authentication-Results")).isEqualTo(9);
    assertThat(message).startsWith("Authentication-Results: mx.harbour.example;");
  }

  /// DK-23 of the threat catalogue: nothing is signed for a stranger.
  @Test
  void nothingIsSignedForAStranger() throws Exception {
    var said =
        harbour()
            .fromStranger(
                "203.0.113.9",
                "x.example",
                "eve@x.example",
                letter("bob@harbour.example", "Sender: bob@harbour.example\r\n"));
    assertThat(said).startsWith("250 ");
    assertThat(count(harbour().delivered().message(), "DKIM-Signature")).isZero();
  }

  @Test
  void mailOfOurPeopleIsSignedAndNotJudged() throws Exception {
    assertThat(harbour().fromOwn("bob@harbour.example", letter("bob@harbour.example", "")))
        .startsWith("250 ");
    var message = harbour().delivered().message();
    assertThat(message).startsWith("DKIM-Signature: v=1;");
    assertThat(header(message)).doesNotContain("dmarc=");
    assertThat(signature(message)).isInstanceOf(DkimOutcome.Pass.class);
    assertThat(harbour().lastLine())
        .contains(
            "direction=submission by=daemon", "outbound=sign signers=harbour.example signed=yes");
  }

  @Test
  void bouncesOfOursAreSignedToo() throws Exception {
    assertThat(harbour().fromOwn("", letter("postmaster@harbour.example", ""))).startsWith("250 ");
    assertThat(signature(harbour().delivered().message())).isInstanceOf(DkimOutcome.Pass.class);
  }

  /// The first signature of a message, as a receiver finds it.
  private DkimOutcome signature(String message) throws IOException {
    var verifier = new Verifier(World.of(ZoneResolver.of(zone), () -> Harbour.NOW));
    return verifier
        .verify(Message.of(message.getBytes(ISO_8859_1)), Envelope.unknown())
        .dkim()
        .getFirst()
        .outcome();
  }

  @Test
  void aMessageThatAFilterGivesBackIsLeftAlone() throws Exception {
    assertThat(sendGenuine("")).startsWith("250 ");
    var once = harbour().delivered().message();
    assertThat(harbour().fromFilter("alice@boats.example", once)).startsWith("250 ");
    var twice = harbour().delivered().message();
    assertThat(count(twice, "Authentication-Results")).isEqualTo(1);
    assertThat(harbour().lastLine()).contains("direction=reinjected by=own_results");
  }

  /// The proof of a message decides about it again, also by other rules.
  @Test
  void whatWasJudgedCanBeExplainedAndDecidedAgain() throws Exception {
    sendForged("");
    var line = harbour().lastLine();
    var queueId = line.replaceFirst(".*queue=(\\w+).*", "$1");
    var keeping = Harbour.configuration(configuration("enforce")).keeping().orElseThrow();
    try (var archive = Archive.open(keeping.place())) {
      var found = archive.find(queueId);
      while (found.isEmpty()) { // it is written behind the back of who judges
        Thread.onSpinWait();
        found = archive.find(queueId);
      }
      var kept = found.getFirst();
      assertThat(kept.action()).isEqualTo("reject");
      assertThat(kept.dmarc()).isEqualTo("fail");
      var same = Again.of(kept, Harbour.configuration(configuration("enforce"))).orThrow();
      assertThat(same.now().done()).isEqualTo(Handling.Action.REJECT);
      var observed = Again.of(kept, Harbour.configuration(configuration("observe"))).orThrow();
      assertThat(observed.now().done()).isEqualTo(Handling.Action.MARK);
      assertThat(observed.proof().dmarc().outcome()).isInstanceOf(DmarcOutcome.Fail.class);
    }
  }

  @Test
  void numbersAndHealthCanBeAsked() throws Exception {
    sendForged("");
    assertThat(ask("/metrics"))
        .contains(
            "signet_messages_total{decided=\"reject\",direction=\"inbound\",done=\"reject\",reason=\"dmarc_failed\"}",
            "signet_verdicts_total{mechanism=\"dmarc\",result=\"fail\"}",
            "signet_message_seconds_count",
            "signet_milter_open_connections",
            "signet_store_messages_total{outcome=\"lost\"} 0.0");
    while (!ask("/healthz").equals("ok\n")) { // the store is opened meanwhile
      Thread.onSpinWait();
    }
    assertThat(ask("/readyz")).isEqualTo("ready\n");
  }

  private String ask(String path) throws Exception {
    var desk = harbour().guard.desk().orElseThrow();
    var uri = URI.create("http://127.0.0.1:" + desk.getPort() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}

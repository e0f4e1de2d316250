package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.example;
import static org.signet.guard.serve.Letters.letter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.dkim.DkimOutcome;
import org.signet.dns.zone.ZoneResolver;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpTalk;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// The ways by which mail comes to a Postfix other than from strangers, and where it goes.
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class WaysTest {
  private static final int LOGINS = Harbour.MORE;
  private static final int FILTERED = Harbour.MORE + 1;

  private Optional<Harbour> running = Optional.empty();
  private Optional<Logins> logins = Optional.empty();
  private Path folder = Path.of("/");
  private World world = World.of(ZoneResolver.of(""), () -> Harbour.NOW);

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    folder = temporary;
    var keys = HarbourKeys.make(Files.createDirectory(folder.resolve("keys")));
    Files.writeString(
        folder.resolve("owners"), "bob bob@harbour.example\nal @harbour.example\n", UTF_8);
    var examples = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    world = World.of(ZoneResolver.of(examples.replace("$STATUS", keys + "$STATUS")), world.clock());
    logins = Optional.of(Logins.open());
    running = Optional.of(new Harbour(configuration("mark"), world, this::doors));
  }

  private void doors(Postfix.Configuration postfix, String milter) {
    postfix
        .set("non_smtpd_milters", milter)
        .set("internal_mail_filter_classes", "bounce")
        .set("transport_maps", "inline:{ { nowhere.example = error:5.1.1 nobody is there } }")
        .listen(
            Map.of(
                "smtpd_milters", milter,
                "smtpd_reject_unlisted_recipient", "no",
                "smtpd_sasl_auth_enable", "yes",
                "smtpd_sasl_type", "dovecot",
                "smtpd_sasl_path", logins.orElseThrow().path()))
        .listen(Map.of("smtpd_milters", milter, "milter_macro_daemon_name", "FILTERED"));
  }

  private String configuration(String quarantine) {
    return """
    mode = "enforce"
    domains = ["harbour.example"]
    authserv_ids = ["mx.harbour.example"]

    [milter]
    listen = ["inet:127.0.0.1:0"]

    [ways]
    own = ["127.0.0.1"]
    relays = ["198.51.100.7"]

    [ways.daemons]
    ORIGINATING = "submission"
    FILTERED = "reinjection"

    [policy]
    quarantine = "%s"

    [[policy.known]]
    kind = "list"
    network = "198.51.100.1"

    [signing]
    keys = "%s"
    refuse_unowned = true

    [signing.owners]
    table = "%s"
    """
        .formatted(quarantine, folder.resolve("keys"), folder.resolve("owners"));
  }

  @AfterAll
  void stop() throws IOException {
    if (running.isPresent()) {
      running.get().close();
      logins.orElseThrow().close();
    }
  }

  @BeforeEach
  void mark() throws Exception {
    harbour().guard.reload(Harbour.configuration(configuration("mark")));
  }

  private Harbour harbour() {
    return running.orElseThrow();
  }

  private static String header(String message) {
    return message.substring(0, message.indexOf("\r\n\r\n") + 2);
  }

  private static long count(String message, String field) {
    return Pattern.compile("(?mi)^" + field + ":").matcher(header(message)).results().count();
  }

  private DkimOutcome signature(String message) throws IOException {
    return new Verifier(world)
        .verify(Message.of(message.getBytes(ISO_8859_1)), Envelope.unknown())
        .dkim()
        .getFirst()
        .outcome();
  }

  private String fromLogin(String login, String from, String message) throws IOException {
    return fromLogin(login, from, "carol@boats.example", message);
  }

  private String fromLogin(String login, String from, String to, String message)
      throws IOException {
    try (var client = SmtpTalk.connect(harbour().postfix.address(LOGINS))) {
      client.say("EHLO laptop");
      assertThat(client.say(Logins.auth(login))).startsWith("235 ");
      return client.send(from, to, message);
    }
  }

  @Test
  void whoLogsInAndOwnsTheAddressIsSigned() throws Exception {
    assertThat(fromLogin("bob", "bob@harbour.example", letter("bob@harbour.example", "")))
        .startsWith("250 ");
    var message = harbour().delivered().message();
    assertThat(signature(message)).isInstanceOf(DkimOutcome.Pass.class);
    assertThat(message).contains("Authentication-Results: mx.harbour.example;\r\n\tauth=pass");
    assertThat(harbour().lastLine())
        .contains("direction=submission by=logged_in", "outbound=sign", "signed=yes");
  }

  /// What a submitter tries who is not whom he writes.
  @ParameterizedTest
  @CsvSource({
    "CK-c1, bob@harbour.example, bob@harbour.example, From: al@harbour.example, 550 5.6.0",
    "CK-c2, bob@harbour.example, '<bob@harbour.example>, <al@harbour.example>', X: y, 550 5.7.1",
    "CK-c3, bob@harbour.example, al@harbour.example, X: y, 550 5.7.1",
    "WL-1, al@harbour.example, bob@harbour.example, X: y, 550 5.7.1",
    "WL-2, bob@harbour.example, alice@boats.example, X: y, 550 5.7.1"
  })
  void whoWritesAsAnotherIsRefused(String id, String from, String author, String more, String code)
      throws Exception {
    var message = letter(author, more + "\r\n");
    assertThat(fromLogin("bob", from, message)).as(id).startsWith(code + " ");
    assertThat(harbour().lastLine()).contains("direction=submission", "outbound=refuse");
  }

  /// ML-2: who logged in before says nothing about who comes after him.
  @Test
  void aLoginIsForgottenWithItsConnection() throws Exception {
    assertThat(fromLogin("al", "al@harbour.example", letter("al@harbour.example", "")))
        .startsWith("250 ");
    harbour().delivered();
    try (var client = SmtpTalk.connect(harbour().postfix.address(LOGINS))) {
      client.say("EHLO test");
      client.say("XCLIENT ADDR=203.0.113.9 NAME=[UNAVAILABLE]");
      client.say("EHLO x.example");
      var said = client.send("alice@boats.example", "bob@harbour.example", example("forged.eml"));
      assertThat(said).startsWith("550 5.7.1 ");
    }
    assertThat(harbour().lastLine()).contains("direction=inbound");
  }

  @Test
  void whatAContentFilterGivesBackIsLeftAlone() throws Exception {
    assertThat(
            harbour()
                .fromStranger(
                    "192.0.2.1",
                    "mail.boats.example",
                    "alice@boats.example",
                    example("genuine.eml")))
        .startsWith("250 ");
    var judged = harbour().delivered().message();
    try (var client = SmtpTalk.connect(harbour().postfix.address(FILTERED))) {
      client.say("EHLO filter");
      assertThat(client.send("alice@boats.example", "bob@harbour.example", judged))
          .startsWith("250 ");
    }
    var back = harbour().delivered().message();
    assertThat(count(back, "Authentication-Results")).isEqualTo(1);
    assertThat(count(back, "DKIM-Signature")).isEqualTo(2);
    assertThat(harbour().lastLine()).contains("direction=reinjected by=daemon");
  }

  private String throughBackup(String received, String message) throws IOException {
    var hop =
        "Received: from x ("
            + received
            + ")\r\n\tby backup.harbour.example with ESMTP id 1;\r\n"
            + "\tWed, 25 Nov 2026 09:00:00 +0000\r\n";
    return harbour()
        .fromStranger(
            "198.51.100.7", "backup.harbour.example", "alice@boats.example", hop + message);
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

  @Test
  void whatAListedListHasChangedIsPutAsideAndNotRefused() throws Exception {
    var changed = example("list.eml");
    assertThat(
            harbour()
                .fromStranger(
                    "198.51.100.1", "lists.example", "sailing-bounces@lists.example", changed))
        .startsWith("250 ");
    assertThat(header(harbour().delivered().message()))
        .contains("X-Signet-Quarantine: yes", "dmarc=fail");
    assertThat(
            harbour()
                .fromStranger("203.0.113.9", "x.example", "sailing-bounces@lists.example", changed))
        .startsWith("550 5.7.1 ");
  }

  @Test
  void aBounceOfPostfixIsSigned() throws Exception {
    var message = letter("bob@harbour.example", "");
    assertThat(fromLogin("bob", "bob@harbour.example", "nobody@nowhere.example", message))
        .startsWith("250 ");
    var bounce = harbour().delivered();
    assertThat(bounce.from()).isEqualTo("<>");
    assertThat(bounce.message()).contains("nobody is there");
    assertThat(signature(bounce.message())).isInstanceOf(DkimOutcome.Pass.class);
    assertThat(harbour().lastLine()).contains("direction=local", "signed=yes");
  }

  @Test
  void whatProgramsPostBySendmailIsSigned() throws Exception {
    harbour()
        .postfix
        .sendmail(
            letter("cron@harbour.example", "").replace("\r\n", "\n"),
            "-t",
            "-f",
            "cron@harbour.example");
    var message = harbour().delivered().message();
    assertThat(signature(message)).isInstanceOf(DkimOutcome.Pass.class);
    assertThat(harbour().lastLine()).contains("direction=local", "signed=yes");
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
    sendForgedByBackup();
    assertThat(harbour().delivered().recipients()).containsExactly("<junk@harbour.example>");
  }

  /// A connection that began under another way of putting aside.
  @Test
  void theWayOfPuttingAsideMayChangeDuringAConnection() throws Exception {
    try (var client = SmtpTalk.connect(harbour().door())) {
      client.say("EHLO test");
      client.say("XCLIENT ADDR=198.51.100.7 NAME=[UNAVAILABLE]");
      client.say("EHLO backup.harbour.example");
      harbour().guard.reload(Harbour.configuration(configuration("junk@harbour.example")));
      var message = example("forged.eml");
      assertThat(client.send("alice@boats.example", "bob@harbour.example", message))
          .startsWith("250 ");
    }
    assertThat(harbour().delivered().recipients()).containsExactly("<junk@harbour.example>");
  }
}

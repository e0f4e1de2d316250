package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.guard.serve.Letters.count;
import static org.signet.guard.serve.Letters.example;
import static org.signet.guard.serve.Letters.letter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

/// The ways by which mail comes to a Postfix other than from strangers, and what becomes of it.
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class WaysTest {
  private static final int LOGINS = Harbour.MORE;
  private static final int FILTERED = Harbour.MORE + 1;
  private static final int SOCKET = Harbour.MORE + 2;

  private Optional<Harbour> running = Optional.empty();
  private Optional<Logins> logins = Optional.empty();
  private Path folder = Path.of("/");
  private World world = World.of(ZoneResolver.of(""), () -> Harbour.NOW);

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    folder = temporary;
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var keys = HarbourKeys.make(Files.createDirectory(folder.resolve("keys")));
    Files.writeString(
        folder.resolve("owners"), "bob bob@harbour.example\nal @harbour.example\n", UTF_8);
    var examples = Files.readString(Harbour.root().resolve("docs/examples/examples.zone"), UTF_8);
    world = World.of(ZoneResolver.of(examples.replace("$STATUS", keys + "$STATUS")), world.clock());
    logins = Optional.of(Logins.open());
    running = Optional.of(new Harbour(configuration(), world, this::doors));
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
        .listen(Map.of("smtpd_milters", milter, "milter_macro_daemon_name", "FILTERED"))
        .listen(Map.of("smtpd_milters", "unix:" + folder.resolve("milter")));
  }

  private String configuration() {
    return """
    mode = "enforce"
    domains = ["harbour.example"]
    authserv_ids = ["mx.harbour.example"]

    [milter]
    listen = ["inet:127.0.0.1:0", "unix:%s"]
    socket_mode = "666"

    [ways]
    own = ["127.0.0.1"]

    [ways.daemons]
    ORIGINATING = "submission"
    FILTERED = "reinjection"

    [signing]
    keys = "%s"
    refuse_unowned = true

    [signing.owners]
    table = "%s"
    """
        .formatted(folder.resolve("milter"), folder.resolve("keys"), folder.resolve("owners"));
  }

  @AfterAll
  void stop() throws IOException {
    if (running.isPresent()) {
      running.get().close();
      logins.orElseThrow().close();
    }
  }

  private Harbour harbour() {
    return running.orElseThrow();
  }

  private DkimOutcome signature(String message) throws IOException {
    return new Verifier(world)
        .verify(Message.of(message.getBytes(ISO_8859_1)), Envelope.unknown())
        .dkim()
        .getFirst()
        .outcome();
  }

  private SmtpTalk attacker(int port) throws IOException {
    return harbour().stranger(port, "203.0.113.9", "x.example");
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
    try (var client = attacker(LOGINS)) {
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

  /// QU-1: who is a stranger cannot say that he is somebody else.
  @Test
  void aStrangerCannotNameAnotherClient() throws Exception {
    try (var client = attacker(Harbour.STRANGERS)) {
      assertThat(client.say("XCLIENT ADDR=192.0.2.1")).startsWith("550 5.7.0 ");
      assertThat(client.say("XFORWARD ADDR=192.0.2.1")).startsWith("550 5.7.0 ");
    }
  }

  @Test
  void aUnixSocketIsAsGood() throws Exception {
    try (var client = attacker(SOCKET)) {
      var said = client.send("alice@boats.example", "bob@harbour.example", example("forged.eml"));
      assertThat(said).startsWith("550 5.7.1 ");
    }
    assertThat(harbour().lastLine()).contains("client=203.0.113.9");
  }
}

package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.milter.FakeFilter.ALL;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.milter.MailHost.Way;
import org.signet.milter.Modification.AddField;
import org.signet.milter.Modification.AddRecipient;
import org.signet.milter.Modification.ChangeField;
import org.signet.milter.Modification.ChangeSender;
import org.signet.milter.Modification.DeleteField;
import org.signet.milter.Modification.DeleteRecipient;
import org.signet.milter.Modification.InsertField;
import org.signet.milter.Modification.Quarantine;
import org.signet.testing.Postfix;
import org.signet.testing.SmtpSink;

/// The protocol as Postfix speaks it, over TCP and over a unix socket.
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class PostfixTest {
  private Optional<MailHost> running = Optional.empty();
  private FakeFilter filter = new FakeFilter();

  @BeforeAll
  void start() throws IOException {
    var obstacle = Postfix.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    running = Optional.of(new MailHost());
  }

  @AfterAll
  void stop() throws IOException {
    if (running.isPresent()) running.get().close();
  }

  @BeforeEach
  void renew() {
    filter = new FakeFilter();
    host().ask(filter);
  }

  private MailHost host() {
    return running.orElseThrow();
  }

  private String send(Way way) throws IOException {
    return host().send(way);
  }

  private String message() {
    return host().message();
  }

  private SmtpSink.Delivery delivered() throws InterruptedException {
    return host().delivered();
  }

  /// What the filter heard that begins so, without the beginning.
  private List<String> heard(String beginning) {
    return List.copyOf(filter.heard).stream()
        .filter(one -> one.startsWith(beginning))
        .map(one -> one.substring(beginning.length()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UNIX"})
  void theFilterSeesTheOctetsThatWereSent(Way way) throws Exception {
    assertThat(send(way)).startsWith("250 2.0.0 Ok");
    assertThat(heard("connect ").getFirst())
        .startsWith("Inet[name=localhost, address=127.0.0.1, port=");
    assertThat(heard("helo ")).containsExactly("client.example");
    assertThat(heard("mail ")).containsExactly("<alice@boats.example>[]");
    assertThat(heard("recipient ")).containsExactly("<bob@harbour.example>[]");
    assertThat(heard("field ")).containsExactlyElementsOf(host().fields());
    assertThat(String.join("", heard("body "))).isEqualTo(MailHost.BODY);
    assertThat(delivered().message()).endsWith("\r\n" + message());
  }

  @Test
  void anOldPostfixIsAnsweredAtEachStepAndDropsSpaces() throws Exception {
    assertThat(send(Way.OLD)).startsWith("250 2.0.0 Ok");
    var guessed =
        host().fields().stream()
            .map(one -> one.replaceFirst("^([^:]+):(?![ \t\r])", "$1: "))
            .toList();
    assertThat(heard("field ")).containsExactlyElementsOf(guessed);
    assertThat(delivered().message()).endsWith("\r\n" + message());
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UNIX", "OLD"})
  void fieldsLandWhereTheyShould(Way way) throws Exception {
    filter.ending(
        Verdict.deliver(
            new AddField("Last", " 1\r\n\t2"),
            new InsertField(0, "First", " a%b"),
            new InsertField(0, "Second", " \u00e9"),
            new InsertField(1, "Third", " c"),
            new DeleteField("Received", 1),
            new DeleteField("X-Twice", 1),
            new ChangeField("X-Twice", 3, " changed\r\n folded")));
    assertThat(send(way)).startsWith("250 2.0.0 Ok");
    var fields = MailHost.fields(delivered());
    assertThat(fields.get(2)).startsWith("Received: from client.example (localhost [127.0.0.1])");
    var expected = host().fields();
    expected.removeFirst();
    expected.remove("X-Twice: 1");
    expected.set(expected.indexOf("X-TWICE:  3"), "X-Twice: changed\r\n folded");
    expected.addFirst("Third: c");
    expected.add("Last: 1\r\n\t2");
    assertThat(fields.subList(3, fields.size())).containsExactlyElementsOf(expected);
    assertThat(fields.subList(0, 2)).containsExactly("First: a%b", "Second: \u00e9");
  }

  @Test
  void aFieldThatIsAddedKeepsItsOctets() throws Exception {
    var folded = "a=b;\r\n\tc=d;  e=f ;\r\n  g=h";
    filter.ending(
        Verdict.deliver(new InsertField(1, "A", folded), new AddField("B", "\t" + folded)));
    assertThat(send(Way.TCP)).startsWith("250 2.0.0 Ok");
    var fields = MailHost.fields(delivered());
    assertThat(fields.get(1)).isEqualTo("A:" + folded);
    assertThat(fields.getLast()).isEqualTo("B:\t" + folded);
  }

  @Test
  void theEnvelopeIsChanged() throws Exception {
    filter.ending(
        Verdict.deliver(
            new ChangeSender("carol@boats.example"),
            new DeleteRecipient("<bob@harbour.example>"),
            new AddRecipient("<dave@harbour.example>")));
    assertThat(send(Way.TCP)).startsWith("250 2.0.0 Ok");
    var delivery = delivered();
    assertThat(delivery.from()).isEqualTo("<carol@boats.example>");
    assertThat(delivery.recipients()).containsExactly("<dave@harbour.example>");
  }

  @Test
  void aQuarantinedMessageIsHeld() throws Exception {
    filter.ending(Verdict.deliver(new Quarantine("forged"), new AddField("X-Mark", " held")));
    assertThat(send(Way.TCP)).startsWith("250 2.0.0 Ok");
    assertThat(host().held()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UNIX", "OLD"})
  void theClientIsToldWhyItsMessageIsRefused(Way way) throws Exception {
    var reply = new SmtpReply(550, "5.7.1", List.of("It is 100% forged", "and says so twice"));
    filter.ending(Verdict.respond(reply));
    try (var client = host().client(way)) {
      assertThat(client.send(MailHost.FROM, MailHost.TO, message()))
          .isEqualTo("550-5.7.1 It is 100% forged\n550 5.7.1 and says so twice");
      filter.ending(new Verdict(List.of(), new Decision.TempFail()));
      assertThat(client.send(MailHost.FROM, MailHost.TO, message())).startsWith("451 4.7.1");
      filter.ending(new Verdict(List.of(), new Decision.Reject()));
      assertThat(client.send(MailHost.FROM, MailHost.TO, message())).startsWith("550 5.7.1");
      filter.ending(new Verdict(List.of(), new Decision.Discard()));
      assertThat(client.send(MailHost.FROM, MailHost.TO, message())).startsWith("250 2.0.0 Ok");
      filter.ending(Verdict.deliver(new AddField("X-Last", " of five")));
      assertThat(client.send(MailHost.FROM, MailHost.TO, message())).startsWith("250 2.0.0 Ok");
    }
    assertThat(MailHost.fields(delivered())).endsWith("X-Last: of five");
  }

  @Test
  void whatIsDecidedOnTheWayIsToldAtTheEnd() throws Exception {
    filter.deciding(Step.FIELD, new Decision.Respond(new SmtpReply(554, "5.6.0", "No such field")));
    assertThat(send(Way.TCP)).isEqualTo("554 5.6.0 No such field");
    assertThat(heard("field ")).hasSize(1);
  }

  @Test
  void oneRecipientIsRefusedAndOthersAreNot() throws Exception {
    var answers =
        List.of(
                new Decision.Respond(new SmtpReply(550, "5.1.1", "Nobody here")),
                new Decision.Continue())
            .iterator();
    filter.needing(ALL.answering(Step.RECIPIENT)).deciding(Step.RECIPIENT, answers::next);
    try (var client = host().client(Way.TCP)) {
      assertThat(client.say("MAIL FROM:<" + MailHost.FROM + ">")).startsWith("250");
      assertThat(client.say("RCPT TO:<nobody@harbour.example>")).isEqualTo("550 5.1.1 Nobody here");
      assertThat(client.say("DATA")).startsWith("554");
      assertThat(client.say("RCPT TO:<" + MailHost.TO + ">")).startsWith("250");
      assertThat(client.data(message())).startsWith("250");
    }
    assertThat(delivered().recipients()).containsExactly("<" + MailHost.TO + ">");
  }

  @Test
  void aBodyIsSkipped() throws Exception {
    filter.needing(ALL.answering(Step.BODY)).deciding(Step.BODY, new Decision.Skip());
    var longer = message() + "x".repeat(70).concat("\r\n").repeat(5_000);
    try (var client = host().client(Way.TCP)) {
      assertThat(client.send(MailHost.FROM, MailHost.TO, longer)).startsWith("250");
    }
    assertThat(String.join("", heard("body "))).hasSizeLessThan(70_000);
    assertThat(delivered().message()).endsWith(longer);
  }

  @Test
  void macrosAreThoseThatWereAskedFor() throws Exception {
    filter
        .needing(ALL.macros(Step.END_OF_HEADER, "i").macros(Step.MAIL, "mail_addr", "client_addr"))
        .showing("i", "mail_addr", "client_addr", "j", "daemon_name");
    var reply = send(Way.TCP);
    var id = reply.substring(reply.lastIndexOf(' ') + 1);
    var mail = " mail_addr=alice@boats.example client_addr=127.0.0.1";
    // Postfix follows a list for the step that it names, and its settings at the others.
    var connect = " j=mx.harbour.example daemon_name=mx.harbour.example";
    assertThat(heard("mail ")).containsExactly("<alice@boats.example>[]" + mail + connect);
    assertThat(heard("end of header")).containsExactly(" i=" + id + mail + connect);
    delivered();
  }

  @Test
  void macrosComeForStepsThatAreNotHeardToo() throws Exception {
    filter.needing(Needs.nothing()).showing("daemon_name", "rcpt_addr");
    assertThat(send(Way.TCP)).startsWith("250 2.0.0 Ok");
    assertThat(filter.heard)
        .containsExactly(
            "mail <alice@boats.example>[] daemon_name=mx.harbour.example",
            "end of header daemon_name=mx.harbour.example rcpt_addr=bob@harbour.example",
            "end daemon_name=mx.harbour.example rcpt_addr=bob@harbour.example");
    delivered();
  }

  @Test
  void macrosOfAMessageAreNotThoseOfTheNext() throws Exception {
    filter.showing("rcpt_addr", "i");
    try (var client = host().client(Way.UNIX)) {
      assertThat(client.send(MailHost.FROM, MailHost.TO, message())).startsWith("250");
      assertThat(client.say("MAIL FROM:<" + MailHost.FROM + ">")).startsWith("250");
      assertThat(client.say("RSET")).startsWith("250");
      assertThat(client.send(MailHost.FROM, MailHost.TO, message())).startsWith("250");
    }
    assertThat(heard("mail "))
        .hasSize(3)
        .allMatch(one -> !one.contains("rcpt_addr=") && !one.contains(" i="));
    assertThat(heard("aborted")).hasSize(1);
    delivered();
    delivered();
  }

  @Test
  void progressKeepsAnImpatientPostfixWaiting() throws Exception {
    filter.ending(
        progress -> {
          long end = System.nanoTime() + MailHost.PATIENCE.plusMillis(500).toNanos();
          while (System.nanoTime() < end) {
            progress.tick();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          }
          return Verdict.deliver(new AddField("X-Slow", " but there"));
        });
    assertThat(send(Way.IMPATIENT)).startsWith("250 2.0.0 Ok");
    assertThat(MailHost.fields(delivered())).endsWith("X-Slow: but there");
  }

  @Test
  void aServerThatDiesDelaysTheMessageByDefault() throws Exception {
    assertThat(sendWhileDying(Way.DELAYING)).startsWith("451 4.7.1");
  }

  @Test
  void aServerThatDiesLetsTheMessagePassWherePostfixIsToldSo() throws Exception {
    assertThat(sendWhileDying(Way.ACCEPTING)).startsWith("250 2.0.0 Ok");
    assertThat(delivered().message()).endsWith("\r\n" + message());
  }

  private String sendWhileDying(Way way) throws Exception {
    var server = host().server(way);
    filter.ending(
        _ -> {
          Thread.startVirtualThread(server::close);
          LockSupport.park();
          return Verdict.deliver();
        });
    return send(way);
  }

  @Test
  void manyClientsAtOnce() throws Exception {
    int many = 20;
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies = new ArrayList<Future<String>>();
      for (int i = 0; i < many; i++) {
        var way = i % 2 == 0 ? Way.TCP : Way.UNIX;
        replies.add(clients.submit(() -> send(way)));
      }
      for (var reply : replies) {
        assertThat(reply.get()).startsWith("250 2.0.0 Ok");
        delivered();
      }
    }
    assertThat(heard("end of header")).hasSize(many);
  }
}

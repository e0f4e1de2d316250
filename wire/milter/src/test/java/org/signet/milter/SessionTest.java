package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.milter.FakeFilter.ALL;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.testing.ScriptedMta;
import org.signet.testing.ScriptedMta.Reply;

/// What a filter is told of an SMTP session, and how its decisions get to the MTA.
@Timeout(60)
class SessionTest {
  private static final Decision REJECT = new Decision.Reject();
  private static final Decision ACCEPT = new Decision.Accept();

  private final FakeFilter filter = new FakeFilter();

  private static ScriptedMta begun(Served served) throws IOException {
    var mta = served.connect();
    mta.negotiate();
    mta.client("mail.example.com", "192.0.2.1").command('H', "mail.example.com");
    return mta;
  }

  /// An MTA that offers no silence: it waits for an answer to each step.
  private static ScriptedMta asking(Served served) throws IOException {
    var mta = served.connect();
    mta.negotiate(6, ScriptedMta.ACTIONS, Negotiation.LEADING_SPACE | Negotiation.SKIP);
    return mta;
  }

  private static List<Reply> message(ScriptedMta mta) throws IOException {
    mta.message("<a@example.com>", "<b@example.net>", List.of("Subject: Hello"), "Hi\r\n");
    return mta.replies();
  }

  private static void assertReplies(List<Reply> replies, String... expected) {
    assertThat(replies).map(Reply::toString).map(String::strip).containsExactly(expected);
  }

  @Test
  void aMessageIsToldStepByStepAndAnsweredOnce() throws Exception {
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<a@example.com>", "SIZE=1000", "BODY=8BITMIME");
      mta.command('R', "<b@example.net>").command('R', "<c@example.net>", "NOTIFY=NEVER");
      mta.command('T').command('L', "Subject", " Hello").command('N').packet('B', "Hi\r\n");
      assertReplies(mta.command('E').replies(), "c");
      mta.command('Q').send();
      assertThat(served.ending()).isEqualTo(new Ending.Quit());
    }
    assertThat(filter.heard)
        .containsExactly(
            "connect Inet[name=mail.example.com, address=192.0.2.1, port=40000]",
            "helo mail.example.com",
            "mail <a@example.com>[SIZE=1000, BODY=8BITMIME]",
            "recipient <b@example.net>[]",
            "recipient <c@example.net>[NOTIFY=NEVER]",
            "data",
            "field Subject: Hello",
            "end of header",
            "body Hi\r\n",
            "end");
  }

  @Test
  void anMtaThatWaitsIsAnsweredAtEachStep() throws Exception {
    try (var served = new Served(filter);
        var mta = asking(served)) {
      for (var step : "HMRTLNBE".toCharArray()) {
        assertReplies(mta.command(step, "x", "y").replies(), "c");
      }
      assertReplies(mta.packet('U', "XYZZY\0").replies(), "c");
    }
  }

  @Test
  void aStepThatIsNotNeededIsAnsweredAndNotTold() throws Exception {
    filter.needing(Needs.nothing());
    try (var served = new Served(filter);
        var mta = asking(served)) {
      mta.client("a", "192.0.2.1");
      assertReplies(mta.replies(), "c");
      for (var step : "HMRTLNBE".toCharArray()) {
        assertReplies(mta.command(step, "x", "y").replies(), "c");
      }
    }
    assertThat(filter.heard).containsExactly("mail x[y]", "end of header", "end");
  }

  @Test
  void theEndMayBringTheLastPieceOfTheBody() throws Exception {
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<>").command('L', "A", "b").command('N').packet('B', "one ");
      assertReplies(mta.packet('E', "two").replies(), "c");
    }
    assertThat(filter.heard).endsWith("body one ", "body two", "end");
  }

  @Test
  void aHeaderThatNobodyEndedEndsWithTheMessage() throws Exception {
    try (var served = new Served(filter);
        var mta = begun(served)) {
      assertReplies(mta.command('M', "<>").command('E').replies(), "c");
    }
    assertThat(filter.heard).endsWith("mail <>[]", "end of header", "end");
  }

  @Test
  void anAbortEndsTheMessageAndNotTheConnection() throws Exception {
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<a@example.com>").command('R', "<b@example.net>").command('A').command('A');
      assertReplies(message(mta), "c");
    }
    assertThat(filter.heard.subList(2, 6))
        .containsExactly(
            "mail <a@example.com>[]",
            "recipient <b@example.net>[]",
            "aborted",
            "mail <a@example.com>[]");
  }

  @Test
  void mailAndHeloWithinAMessageAbandonIt() throws Exception {
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<1>").command('M', "<2>").command('H', "again").command('M', "<3>");
      assertReplies(mta.command('E').replies(), "c");
    }
    assertThat(filter.heard.subList(2, filter.heard.size()))
        .containsExactly(
            "mail <1>[]",
            "aborted",
            "mail <2>[]",
            "aborted",
            "helo again",
            "mail <3>[]",
            "end of header",
            "end");
  }

  @Test
  void aConnectionThatBreaksAbandonsItsMessage() throws Exception {
    try (var served = new Served(filter)) {
      try (var mta = begun(served)) {
        mta.command('M', "<a>").send();
      }
      assertThat(served.ending()).isEqualTo(new Ending.PeerClosed(true));
    }
    assertThat(filter.heard).endsWith("mail <a>[]", "aborted");
  }

  @Test
  void anotherClientMayComeOnTheSameSocket() throws Exception {
    filter.showing("client_addr");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.macros('C', "{client_addr}", "192.0.2.1").client("one", "192.0.2.1").command('K');
      mta.client("two", "192.0.2.2");
      assertReplies(message(mta), "c");
    }
    assertThat(filter.heard)
        .startsWith(
            "connect Inet[name=one, address=192.0.2.1, port=40000] client_addr=192.0.2.1",
            "connect Inet[name=two, address=192.0.2.2, port=40000]",
            "mail <a@example.com>[]");
  }

  @Test
  void whatIsDecidedInASilentStepIsHeldUntilTheEnd() throws Exception {
    filter.deciding(Step.FIELD, REJECT);
    try (var served = new Served(filter);
        var mta = begun(served)) {
      assertReplies(message(mta), "r");
      assertReplies(message(mta), "r");
    }
    assertThat(filter.heard).doesNotContain("end of header", "end", "aborted").hasSize(10);
  }

  @Test
  void whatIsDecidedInASilentStepIsHeldUntilTheNextAnswer() throws Exception {
    filter.needing(ALL.answering(Step.END_OF_HEADER)).deciding(Step.MAIL, ACCEPT);
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<a>").command('R', "<b>").command('T').command('L', "A", "b").command('N');
      assertReplies(mta.replies(), "a");
      assertReplies(mta.command('M', "<a>").command('N').replies(), "a");
    }
  }

  @Test
  void whatIsDecidedAboutTheConnectionHoldsForItsMessages() throws Exception {
    for (var step : List.of(Step.CONNECT, Step.HELO)) {
      filter.deciding(step, REJECT);
      try (var served = new Served(filter);
          var mta = begun(served)) {
        assertReplies(message(mta), "r");
        assertReplies(message(mta), "r");
        mta.command('K');
        assertReplies(message(mta), "c");
      }
    }
  }

  @Test
  void aConnectionCannotBeThrownAwayButItsMessagesCan() throws Exception {
    filter.needing(ALL.answering(Step.CONNECT)).deciding(Step.CONNECT, new Decision.Discard());
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      assertReplies(mta.client("a", "192.0.2.1").replies(), "c");
      assertReplies(message(mta), "d");
    }
  }

  @Test
  void aRefusedRecipientDoesNotEndTheMessage() throws Exception {
    var answers = List.of(new Decision.TempFail(), new Decision.Continue(), REJECT).iterator();
    filter.needing(ALL.answering(Step.RECIPIENT)).deciding(Step.RECIPIENT, answers::next);
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<a>");
      assertReplies(mta.command('R', "<1>").replies(), "t");
      assertReplies(mta.command('R', "<2>").replies(), "c");
      assertReplies(mta.command('R', "<3>").replies(), "r");
      assertReplies(mta.command('L', "A", "b").command('N').command('E').replies(), "c");
    }
    assertThat(filter.heard).endsWith("recipient <3>[]", "field A:b", "end of header", "end");
  }

  @Test
  void aRefusedMessageIsRefusedAtEachRecipient() throws Exception {
    filter.needing(ALL.answering(Step.RECIPIENT)).deciding(Step.MAIL, REJECT);
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<a>");
      assertReplies(mta.command('R', "<1>").replies(), "r");
      assertReplies(mta.command('R', "<2>").replies(), "r");
      assertReplies(mta.command('E').replies(), "r");
    }
  }

  @Test
  void aRecipientCannotBeRefusedWhereNobodyWaitsForAnAnswer() throws Exception {
    filter.deciding(Step.RECIPIENT, REJECT);
    try (var served = new Served(filter);
        var mta = begun(served)) {
      assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
      assertThat(served.failures.take()).hasMessageContaining("must answer");
    }
  }

  @Test
  void aBodyIsSkippedWhereTheMtaCanDoSo() throws Exception {
    filter.needing(ALL.answering(Step.BODY)).deciding(Step.BODY, new Decision.Skip());
    try (var served = new Served(filter);
        var mta = begun(served)) {
      mta.command('M', "<a>").command('N').packet('B', "one");
      assertReplies(mta.replies(), "s");
      assertReplies(mta.command('E').replies(), "c");
    }
    assertThat(filter.heard).endsWith("body one", "end");
  }

  @Test
  void elsewhereTheRestOfASkippedBodyIsNotTold() throws Exception {
    filter.needing(ALL.answering(Step.BODY)).deciding(Step.BODY, new Decision.Skip());
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate(6, 0, 0);
      assertReplies(mta.command('M', "<a>").replies(), "c");
      assertReplies(mta.command('N').replies(), "c");
      assertReplies(mta.packet('B', "one").replies(), "c");
      assertReplies(mta.packet('B', "two").replies(), "c");
      assertReplies(mta.command('E').replies(), "c");
    }
    assertThat(filter.heard).endsWith("body one", "end");
  }

  @Test
  void aRefusalHasItsWords() throws Exception {
    filter.ending(Verdict.respond(new SmtpReply(550, "5.7.1", List.of("100% forged", "Go away"))));
    try (var served = new Served(filter);
        var mta = begun(served)) {
      assertReplies(message(mta), "y 550-5.7.1 100%% forged\r\n550 5.7.1 Go away|");
    }
  }

  @Test
  void aFilterThatFailsDelaysTheMessageAndKeepsTheConnection() throws Exception {
    var times = List.of(true, false).iterator();
    filter.deciding(
        Step.FIELD,
        () -> {
          if (times.next()) throw new StackOverflowError("a bug");
          return new Decision.Continue();
        });
    try (var served = new Served(filter);
        var mta = begun(served)) {
      assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
      assertThat(served.failures.take()).hasMessage("a bug");
      assertReplies(message(mta), "c");
    }
  }

  @Test
  void aFilterThatFailsAtTheEndOrTheBeginningDelaysTheMessage() throws Exception {
    filter.ending(
        _ -> {
          throw new IllegalStateException("a bug");
        });
    var never =
        new MailFilter() {
          @Override
          public Needs needs() {
            throw new IllegalStateException("no needs");
          }

          @Override
          public MessageFilter begin(Conversation conversation) {
            throw new IllegalStateException("no beginning");
          }
        };
    for (var broken : List.of(filter, never)) {
      try (var served = new Served(broken);
          var mta = begun(served)) {
        assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
        assertThat(served.failures.take()).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void progressIsToldBeforeTheAnswerAndNeverAfter() throws Exception {
    var kept = new Progress[1];
    filter.ending(
        progress -> {
          progress.tick();
          progress.tick();
          kept[0] = progress;
          return Verdict.deliver(new Modification.AddField("X", " y"));
        });
    try (var served = new Served(filter);
        var mta = begun(served)) {
      assertReplies(message(mta), "p", "p", "h X| y|", "c");
      kept[0].tick();
      assertReplies(message(mta), "p", "p", "h X| y|", "c");
    }
  }

  @Test
  void whatWasNotNegotiatedIsABugOfTheFilter() throws Exception {
    filter.ending(Verdict.deliver(new Modification.Quarantine("forged")));
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate(6, Action.ADD_FIELDS.bit, ScriptedMta.PROTOCOL);
      assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
      assertThat(served.failures.take()).hasMessage("not negotiated: QUARANTINE");
    }
  }

  @Test
  void commandsInOneWriteAreAnsweredInOrder() throws Exception {
    try (var served = new Served(filter);
        var mta = begun(served)) {
      for (int i = 0; i < 3; i++) {
        mta.message("<a>", "<b>", List.of("A: b"), "x".repeat(20_000));
      }
      mta.command('Q').send();
      for (int i = 0; i < 3; i++) {
        assertReplies(mta.replies(), "c");
      }
      assertThat(served.ending()).isEqualTo(new Ending.Quit());
    }
  }

  @Test
  void packetsMayComeInAnyPieces() throws Exception {
    try (var served = new Served(filter);
        var mta = begun(served)) {
      var value = " long" + "x".repeat(100_000);
      var packets = new StringBuilder();
      packets.append(ScriptedMta.number(4)).append("M<>\0");
      packets
          .append(ScriptedMta.number(value.length() + 4))
          .append("LA\0")
          .append(value)
          .append('\0');
      packets.append(ScriptedMta.number(1)).append('E');
      for (int at = 0, step = 1; at < packets.length(); at += step, step = step % 1000 + 7) {
        mta.octets(packets.substring(at, Math.min(packets.length(), at + step))).send();
      }
      assertReplies(mta.replies(), "c");
      assertThat(filter.heard).contains("field A:" + value);
    }
  }
}

package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signet.milter.FakeFilter.ALL;
import static org.signet.milter.Served.assertReplies;
import static org.signet.milter.Served.message;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.testing.ScriptedMta;

/// How what a filter decides gets to the MTA, and when.
@Timeout(60)
class DecisionsTest {
  private static final Decision REJECT = new Decision.Reject();
  private static final Decision ACCEPT = new Decision.Accept();

  private final FakeFilter filter = new FakeFilter();

  @Test
  void whatIsDecidedInASilentStepIsHeldUntilTheEnd() throws Exception {
    filter.deciding(Step.FIELD, REJECT);
    try (var served = new Served(filter);
        var mta = served.begin()) {
      assertReplies(message(mta), "r");
      assertReplies(message(mta), "r");
    }
    assertThat(filter.heard).doesNotContain("end of header", "end", "aborted").hasSize(10);
  }

  @Test
  void whatIsDecidedInASilentStepIsHeldUntilTheNextAnswer() throws Exception {
    filter.needing(ALL.answering(Step.END_OF_HEADER)).deciding(Step.MAIL, ACCEPT);
    try (var served = new Served(filter);
        var mta = served.begin()) {
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
          var mta = served.begin()) {
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
        var mta = served.begin()) {
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
        var mta = served.begin()) {
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
        var mta = served.begin()) {
      assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
      assertThat(served.failures.take()).hasMessageContaining("must answer");
    }
  }

  @Test
  void aBodyIsSkippedWhereTheMtaCanDoSo() throws Exception {
    filter.needing(ALL.answering(Step.BODY)).deciding(Step.BODY, new Decision.Skip());
    try (var served = new Served(filter);
        var mta = served.begin()) {
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
  void nothingButABodyIsSkipped() throws Exception {
    filter.deciding(Step.FIELD, new Decision.Skip());
    try (var served = new Served(filter);
        var mta = served.begin()) {
      assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
      assertThat(served.failures.take()).hasMessage("only a body can be skipped");
    }
    assertThatThrownBy(() -> new Verdict(List.of(), new Decision.Skip()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusalHasItsWords() throws Exception {
    filter.ending(Verdict.respond(new SmtpReply(550, "5.7.1", List.of("100% forged", "Go away"))));
    try (var served = new Served(filter);
        var mta = served.begin()) {
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
        var mta = served.begin()) {
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
          var mta = served.begin()) {
        assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
        assertThat(served.failures.take()).isInstanceOf(IllegalStateException.class);
        mta.command('K'); // the next client is not better off
        assertReplies(message(mta), "y 451 4.3.0 The mail filter failed; try again later|");
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
        var mta = served.begin()) {
      assertReplies(message(mta), "p", "p", "h X| y|", "c");
      kept[0].tick();
      assertReplies(message(mta), "p", "p", "h X| y|", "c");
    }
  }

  @Test
  void progressIsToldBehindTheAnswersToWhatCameBefore() throws Exception {
    filter
        .needing(ALL.answering(Step.END_OF_HEADER))
        .ending(
            progress -> {
              progress.tick();
              return Verdict.deliver();
            });
    try (var served = new Served(filter);
        var mta = served.begin()) {
      assertReplies(message(mta), "c");
      assertReplies(mta.replies(), "p", "c");
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
}

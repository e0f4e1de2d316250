package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signet.milter.Served.assertReplies;
import static org.signet.milter.Served.message;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.signet.testing.ScriptedMta;

/// What a filter is told of an SMTP session.
@Timeout(60)
class SessionTest {

  private final FakeFilter filter = new FakeFilter();

  /// An MTA that offers no silence: it waits for an answer to each step.
  private static ScriptedMta asking(Served served) throws IOException {
    var mta = served.connect();
    mta.negotiate(6, ScriptedMta.ACTIONS, Negotiation.LEADING_SPACE | Negotiation.SKIP);
    return mta;
  }

  @Test
  void aMessageIsToldStepByStepAndAnsweredOnce() throws Exception {
    try (var served = new Served(filter);
        var mta = served.begin()) {
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
        var mta = served.begin()) {
      mta.command('M', "<>").command('L', "A", "b").command('N').packet('B', "one ");
      assertReplies(mta.packet('E', "two").replies(), "c");
    }
    assertThat(filter.heard).endsWith("body one ", "body two", "end");
  }

  @Test
  void aHeaderThatNobodyEndedEndsWithTheMessage() throws Exception {
    try (var served = new Served(filter);
        var mta = served.begin()) {
      assertReplies(mta.command('M', "<>").command('E').replies(), "c");
    }
    assertThat(filter.heard).endsWith("mail <>[]", "end of header", "end");
  }

  @Test
  void anAbortEndsTheMessageAndNotTheConnection() throws Exception {
    try (var served = new Served(filter);
        var mta = served.begin()) {
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
        var mta = served.begin()) {
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
      try (var mta = served.begin()) {
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
  void macrosOfStepsThatAreNotHeardAreKnown() throws Exception {
    filter.needing(Needs.nothing()).showing("j", "tls_version", "rcpt_addr");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.macros('C', "j", "mx.example.com").macros('H', "{tls_version}", "TLSv1.3");
      mta.command('M', "<a>").macros('R', "{rcpt_addr}", "b");
      assertReplies(mta.command('E').replies(), "c");
      assertReplies(mta.command('M', "<a>").command('E').replies(), "c");
    }
    var known = " j=mx.example.com tls_version=TLSv1.3";
    assertThat(filter.heard)
        .containsExactly(
            "mail <a>[]" + known,
            "end of header" + known + " rcpt_addr=b",
            "end" + known + " rcpt_addr=b",
            "mail <a>[]" + known,
            "end of header" + known,
            "end" + known);
  }

  @Test
  void commandsInOneWriteAreAnsweredInOrder() throws Exception {
    try (var served = new Served(filter);
        var mta = served.begin()) {
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
        var mta = served.begin()) {
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

package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.milter.Ending.Rule.COMPLETE;
import static org.signet.milter.Ending.Rule.DATA;
import static org.signet.milter.Ending.Rule.FEW_MACROS;
import static org.signet.milter.Ending.Rule.KNOWN_COMMAND;
import static org.signet.milter.Ending.Rule.NEGOTIATION_FIRST;
import static org.signet.milter.Ending.Rule.NEGOTIATION_ONCE;
import static org.signet.milter.Ending.Rule.NOT_EMPTY;
import static org.signet.milter.Ending.Rule.ORDER;
import static org.signet.milter.Ending.Rule.VERSION;
import static org.signet.testing.ScriptedMta.number;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.signet.testing.ScriptedMta;

/// The attacks on a filter's socket that the catalogue of threats numbers, ML-1 to ML-6.
@Timeout(60)
class AttacksTest {
  private final FakeFilter filter = new FakeFilter();

  // ---- ML-1: what is no packet, or comes at a wrong place

  @TestFactory
  Stream<DynamicTest> ml1EndsTheConnectionAndSaysWhy() {
    return Stream.of(
        attack("length 0", mta -> mta.octets(number(0)), fault(NOT_EMPTY, '\0')),
        attack("length 0xFFFFFFFF", mta -> mta.octets(number(-1)), tooLarge(0xffff_ffffL)),
        attack("2 GiB", mta -> mta.octets(number(1 << 31)), tooLarge(1L << 31)),
        attack("1 MiB and 1", mta -> mta.octets(number((1 << 20) + 1)), tooLarge((1 << 20) + 1)),
        attack("within the length", mta -> mta.octets("\0\0"), fault(COMPLETE, '\0')),
        attack("behind the length", mta -> mta.octets(number(9)), fault(COMPLETE, '\0')),
        attack("within data", mta -> mta.octets(number(9) + "Habc"), fault(COMPLETE, '\0')),
        attack("within a body", mta -> body(mta).octets(number(9) + "Babc"), fault(COMPLETE, '\0')),
        attack("unknown command", mta -> mta.command('z'), fault(KNOWN_COMMAND, 'z')),
        attack("a reply as command", mta -> mta.command('c'), fault(KNOWN_COMMAND, 'c')),
        attack("NUL as command", mta -> mta.command('\0'), fault(KNOWN_COMMAND, '\0')),
        attack("second OPTNEG", mta -> mta.packet('O', offer(6)), fault(NEGOTIATION_ONCE, 'O')),
        attack("RCPT before MAIL", mta -> mta.command('R', "<b>"), fault(ORDER, 'R')),
        attack("DATA before MAIL", mta -> mta.command('T'), fault(ORDER, 'T')),
        attack("a field before MAIL", mta -> mta.command('L', "A", "b"), fault(ORDER, 'L')),
        attack("BODY before MAIL", mta -> mta.packet('B', "x"), fault(ORDER, 'B')),
        attack("EOM before MAIL", mta -> mta.command('E'), fault(ORDER, 'E')),
        attack("EOM twice", mta -> body(mta).command('E').command('E'), fault(ORDER, 'E')),
        attack(
            "BODY before the header",
            mta -> mta.command('M', "<a>").packet('B', "x"),
            fault(ORDER, 'B')),
        attack("a field in the body", mta -> body(mta).command('L', "A", "b"), fault(ORDER, 'L')),
        attack("the header ends twice", mta -> body(mta).command('N'), fault(ORDER, 'N')),
        attack(
            "RCPT after DATA",
            mta -> mta.command('M', "<a>").command('T').command('R', "<b>"),
            fault(ORDER, 'R')),
        attack(
            "CONNECT twice",
            mta -> mta.client("a", "192.0.2.1").client("b", "192.0.2.2"),
            fault(ORDER, 'C')),
        attack(
            "CONNECT in a message",
            mta -> mta.command('M', "<a>").client("b", "192.0.2.2"),
            fault(ORDER, 'C')),
        attack("an unknown family", mta -> mta.client("a", 'x', ""), fault(DATA, 'C')),
        attack("CONNECT without family", mta -> mta.command('C', "a"), fault(DATA, 'C')),
        attack("CONNECT without port", mta -> mta.packet('C', "a\0004\1"), fault(DATA, 'C')),
        attack("MAIL without path", mta -> mta.packet('M', ""), fault(DATA, 'M')),
        attack("HELO without name", mta -> mta.packet('H', ""), fault(DATA, 'H')),
        attack(
            "a field without value",
            mta -> mta.command('M', "<a>").packet('L', "abc"),
            fault(DATA, 'L')),
        attack("macros for nothing", mta -> mta.packet('D', ""), fault(DATA, 'D')),
        attack("a macro without value", mta -> mta.packet('D', "Mi\0"), fault(DATA, 'D')),
        attack(
            "201 macros",
            mta -> mta.macros('M', macros(Session.MOST_MACROS + 1)),
            fault(FEW_MACROS, 'D')),
        attack(
            "100 parameters and 1",
            mta -> mta.command('M', macros(50)).command('M', macros(51)),
            fault(DATA, 'M')),
        attack(
            "64 KiB of macros and 1",
            mta -> mta.macros('M', "i", "x".repeat(Session.MOST_MACRO_OCTETS - 3)),
            fault(FEW_MACROS, 'D')));
  }

  /// As many names, each with a value.
  private static String[] macros(int count) {
    return IntStream.range(0, 2 * count).mapToObj(i -> "x" + i).toArray(String[]::new);
  }

  private static ScriptedMta body(ScriptedMta mta) {
    return mta.command('M', "<a>").command('N').packet('B', "x");
  }

  private static Ending fault(Ending.Rule rule, char command) {
    return new Ending.Fault(rule, command);
  }

  private static Ending tooLarge(long octets) {
    return new Ending.TooLarge(octets);
  }

  private static String offer(int version) {
    return number(version) + number(0) + number(0);
  }

  private DynamicTest attack(String name, ThrowingConsumer<ScriptedMta> script, Ending ending) {
    return dynamicTest(
        name,
        () -> {
          try (var served = new Served(filter);
              var mta = served.connect()) {
            mta.negotiate();
            script.accept(mta);
            mta.endOutput();
            assertThat(served.ending()).isEqualTo(ending);
            assertThat(EndingExplainer.sentence(ending)).endsWith(".");
            assertThat(served.failures).isEmpty();
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> ml1ConnectionsThatDoNotBeginWithANegotiation() {
    return Stream.of("CHMRTLNBEAUKD".split(""))
        .map(
            command ->
                dynamicTest(
                    command,
                    () -> {
                      try (var served = new Served(filter);
                          var mta = served.connect()) {
                        mta.command(command.charAt(0), "x").send();
                        assertThat(served.ending())
                            .isEqualTo(fault(NEGOTIATION_FIRST, command.charAt(0)));
                      }
                    }));
  }

  @Test
  void ml1NegotiationsThatCannotBe() throws Exception {
    for (var data : List.of(offer(0), offer(1))) {
      try (var served = new Served(filter);
          var mta = served.connect()) {
        mta.packet('O', data).send();
        assertThat(served.ending()).isEqualTo(fault(VERSION, 'O'));
      }
    }
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.packet('O', offer(6).substring(1)).send();
      assertThat(served.ending()).isEqualTo(fault(DATA, 'O'));
    }
  }

  @Test
  void ml1AsMuchAsAllowedIsTaken() throws Exception {
    filter.showing("x0");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.macros('M', macros(Session.MOST_MACROS));
      mta.command('M', macros(PacketData.MOST_STRINGS / 2));
      mta.macros('N', "x0", "y".repeat(Session.MOST_MACRO_OCTETS - "Nx0\0\0".length()));
      assertThat(mta.command('E').reply().code()).isEqualTo('c');
      assertThat(filter.heard.getFirst()).endsWith("x0=x1");
    }
  }

  @Test
  void ml1APacketOf1MiBIsTaken() throws Exception {
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      var value = "x".repeat((1 << 20) - "LA\0\0".length());
      mta.command('M', "<a>").command('L', "A", value).command('N');
      mta.packet('B', "y".repeat((1 << 20) - 1)).command('E');
      assertThat(mta.reply().code()).isEqualTo('c');
      assertThat(filter.heard).contains("field A:" + value);
    }
  }

  // ---- ML-2: macros of another message

  @Test
  void ml2ALoginIsNotThatOfTheNextMessage() throws Exception {
    filter.showing("auth_authen", "i", "rcpt_addr");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.macros('M', "{auth_authen}", "alice").command('M', "<1>");
      mta.macros('R', "{rcpt_addr}", "bob").command('R', "<r1>").command('R', "<r2>");
      mta.macros('T', "i", "4ABC").command('T').macros('N', "i", "4ABC").command('N');
      assertThat(mta.command('E').reply().code()).isEqualTo('c');
      assertThat(mta.command('M', "<2>").command('E').reply().code()).isEqualTo('c');
    }
    assertThat(filter.heard)
        .containsExactly(
            "mail <1>[] auth_authen=alice",
            "recipient <r1>[] auth_authen=alice rcpt_addr=bob",
            "recipient <r2>[] auth_authen=alice",
            "data auth_authen=alice i=4ABC",
            "end of header auth_authen=alice i=4ABC",
            "end auth_authen=alice i=4ABC",
            "mail <2>[]",
            "end of header",
            "end");
  }

  @Test
  void ml2NorThatOfAMessageThatWasAborted() throws Exception {
    filter.showing("auth_authen");
    for (var between : List.of('A', 'H', 'K')) {
      filter.heard.clear();
      try (var served = new Served(filter);
          var mta = served.connect()) {
        mta.negotiate();
        mta.macros('M', "auth_authen", "alice")
            .command('M', "<1>")
            .macros('N', "auth_authen", "al");
        mta.command(between, "x").command('M', "<2>");
        assertThat(mta.command('E').reply().code()).isEqualTo('c');
      }
      assertThat(filter.heard).contains("mail <1>[] auth_authen=alice").contains("mail <2>[]");
    }
  }

  @Test
  void ml2NorThatOfAMailThatNeverCame() throws Exception {
    filter.showing("auth_authen");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.macros('M', "auth_authen", "alice").macros('T', "auth_authen", "alice").command('A');
      assertThat(mta.command('M', "<2>").command('E').reply().code()).isEqualTo('c');
    }
    assertThat(filter.heard).containsExactly("mail <2>[]", "end of header", "end");
  }

  @Test
  void ml2WhatComesBeforeMailIsForThatMessageAndNotTheOneUnderWay() throws Exception {
    filter.showing("auth_authen");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.command('M', "<1>").macros('M', "auth_authen", "alice").command('R', "<r>");
      assertThat(mta.command('M', "<2>").command('E').reply().code()).isEqualTo('c');
    }
    assertThat(filter.heard)
        .startsWith("mail <1>[]", "recipient <r>[]", "aborted", "mail <2>[] auth_authen=alice");
  }

  // ---- ML-3: a client that the MTA does not know

  @Test
  void ml3AClientMayBeAnything() throws Exception {
    var none = "\0";
    var clients =
        List.of(
            List.of("4\0\u0019192.0.2.1" + none, "Inet[name=x, address=192.0.2.1, port=25]"),
            List.of("4\0\0unknown" + none, "Unknown[name=x, text=unknown]"),
            List.of("4\0\0" + none, "Unknown[name=x, text=]"),
            List.of(
                "6\0\u0019IPv6:2001:db8::1" + none, "Inet[name=x, address=2001:db8::1, port=25]"),
            List.of("6\0\u00192001:db8::1", "Inet[name=x, address=2001:db8::1, port=25]"),
            List.of("6\0\u0019IPv6:nonsense" + none, "Unknown[name=x, text=IPv6:nonsense]"),
            List.of("L\0\0/run/socket" + none, "Local[name=x, path=/run/socket]"),
            List.of("U", "Unknown[name=x, text=]"));
    for (var client : clients) {
      filter.heard.clear();
      try (var served = new Served(filter);
          var mta = served.connect()) {
        mta.negotiate();
        mta.packet('C', "x\0" + client.getFirst()).command('M', "<a>").command('E');
        assertThat(mta.reply().code()).isEqualTo('c');
      }
      assertThat(filter.heard).startsWith("connect " + client.getLast());
    }
  }

  @Test
  void ml3AClientMayBeUntold() throws Exception {
    filter.showing("client_addr", "j");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      assertThat(mta.command('M', "<a>").command('E').reply().code()).isEqualTo('c');
    }
    assertThat(filter.heard).containsExactly("mail <a>[]", "end of header", "end");
  }

  // ---- ML-4: the octets of fields

  @TestFactory
  Stream<DynamicTest> ml4FieldsAreWhatWasSent() {
    return Stream.of(
        value(" b", " b", "  b"),
        value("b", "b", " b"),
        value("  b", "  b", "   b"),
        value("\tb", "\tb", "\tb"),
        value("", "", " "),
        value(" ", " ", "  "),
        value(" b\n\tc\n d", " b\r\n\tc\r\n d", "  b\r\n\tc\r\n d"),
        value(" b\r\n\tc", " b\r\n\tc", "  b\r\n\tc"),
        value("\n b", "\r\n b", "\r\n b"),
        value("b\rc", "b\rc", " b\rc"),
        value("b\0c", "b\0c", " b\0c"),
        value("\u00e9\u00ff", "\u00e9\u00ff", " \u00e9\u00ff"));
  }

  /// @param sent on the wire
  /// @param exact what it means where leading spaces are kept
  /// @param guessed what it means elsewhere
  private static DynamicTest value(String sent, String exact, String guessed) {
    return dynamicTest(
        sent.replaceAll("[^!-~]", "_") + " (" + sent.length() + ')',
        () -> {
          for (var kept : List.of(true, false)) {
            var filter = new FakeFilter();
            try (var served = new Served(filter);
                var mta = served.connect()) {
              int protocol = ScriptedMta.PROTOCOL & (kept ? ~0 : ~Negotiation.LEADING_SPACE);
              mta.negotiate(6, ScriptedMta.ACTIONS, protocol);
              mta.command('M', "<a>").command('L', "Name", sent).command('E').reply();
            }
            assertThat(filter.heard).contains("field Name:" + (kept ? exact : guessed));
          }
        });
  }

  // ---- ML-5: many connections, and slow ones

  @Test
  void ml5AsManyConnectionsAsAllowedAndNoMore() throws Exception {
    int most = 200;
    var held = new ArrayList<ScriptedMta>();
    try (var served =
        new Served(filter, Served.settings(most, Served.LONG, Served.LONG, Served.LONG))) {
      for (int i = 0; i < most; i++) {
        var mta = served.connect();
        mta.negotiate();
        held.add(mta);
      }
      try (var refused = served.connect()) {
        assertThatThrownBy(refused::negotiate).isInstanceOf(IOException.class);
      }
      assertThat(served.refusals).hasValue(1);
      for (var mta : held) {
        mta.message("<a>", "<b>", List.of("A: b"), "x");
        assertThat(mta.reply().code()).isEqualTo('c');
      }
      held.removeFirst().command('Q').send();
      assertThat(served.ending()).isEqualTo(new Ending.Quit());
      try (var next = served.connect()) {
        next.negotiate();
      }
    } finally {
      for (var mta : held) mta.close();
    }
  }

  @Test
  void ml5SlowConnectionsAreClosed() throws Exception {
    var soon = Duration.ofMillis(50);
    try (var served = new Served(filter, Served.settings(9, soon, Served.LONG, Served.LONG));
        var mta = served.connect()) {
      mta.octets("\0\0").send();
      assertThat(served.ending()).isEqualTo(new Ending.TimedOut(Ending.Phase.NEGOTIATION));
    }
    try (var served = new Served(filter, Served.settings(9, Served.LONG, soon, Served.LONG));
        var mta = served.connect()) {
      mta.negotiate();
      mta.octets(number(100) + "M").send();
      assertThat(served.ending()).isEqualTo(new Ending.TimedOut(Ending.Phase.PACKET));
    }
    try (var served = new Served(filter, Served.settings(9, Served.LONG, Served.LONG, soon));
        var mta = served.connect()) {
      mta.negotiate();
      assertThat(served.ending()).isEqualTo(new Ending.TimedOut(Ending.Phase.NEXT));
    }
  }

  @Test
  void ml5TheFiltersOwnTimeIsNotTheMtas() throws Exception {
    var soon = Duration.ofMillis(20);
    var slow = new CountDownLatch(1);
    filter.ending(
        _ -> {
          try {
            slow.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Verdict.deliver();
        });
    try (var served = new Served(filter, Served.settings(9, Served.LONG, Served.LONG, soon));
        var judged = served.connect();
        var idle = served.connect()) {
      judged.negotiate();
      judged.message("<a>", "<b>", List.of("A: b"), "x").send();
      idle.negotiate();
      assertThat(served.ending()).isEqualTo(new Ending.TimedOut(Ending.Phase.NEXT));
      slow.countDown();
      assertThat(judged.reply().code()).isEqualTo('c');
    }
  }

  // ---- ML-6: reachable from outside

  @Test
  void ml6OtherHostsMustBeWanted() {
    for (var address : List.of("0.0.0.0", "192.0.2.1", "::", "2001:db8::1")) {
      var outside = new InetSocketAddress(address, 8891);
      assertThatThrownBy(() -> Listen.Tcp.local(outside))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("reachable from other hosts");
      assertThat(new Listen.Tcp(outside, true).open()).isTrue();
    }
    for (var address : List.of("127.0.0.1", "127.9.9.9", "::1")) {
      assertThat(Listen.Tcp.local(new InetSocketAddress(address, 8891)).open()).isFalse();
    }
  }
}

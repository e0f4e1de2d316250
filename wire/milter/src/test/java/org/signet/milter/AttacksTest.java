package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.signet.testing.ScriptedMta.number;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.signet.testing.ScriptedMta;

/// The attacks on a filter's socket that the catalogue of threats numbers, ML-2 to ML-6; ML-1 is in
/// [PacketAttacksTest].
@Timeout(60)
class AttacksTest {
  private final FakeFilter filter = new FakeFilter();

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

  @Test
  void ml2NorThatOfAMessageThatAnotherReplaced() throws Exception {
    filter.showing("i");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.command('M', "<1>").macros('T', "i", "4ABC").command('T').command('M', "<2>");
      assertThat(mta.command('E').reply().code()).isEqualTo('c');
    }
    assertThat(filter.heard).contains("data i=4ABC", "mail <2>[]");
  }

  @Test
  void ml2NorIsTheEncryptionOfOneClientThatOfTheNext() throws Exception {
    filter.showing("tls_version");
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.macros('H', "{tls_version}", "TLSv1.3").command('H', "one").command('K');
      assertThat(mta.command('M', "<2>").command('E').reply().code()).isEqualTo('c');
    }
    assertThat(filter.heard).startsWith("helo one tls_version=TLSv1.3", "mail <2>[]");
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
    int most = Settings.CONNECTIONS;
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
      served.refusals.acquire();
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
  void ml5AnMtaThatTakesNoAnswersIsCutOff() throws Exception {
    var soon = Duration.ofMillis(200);
    try (var served = new Served(filter, Served.settings(9, Served.LONG, soon, Served.LONG));
        var mta = served.connect()) {
      mta.negotiate(6, 0, 0); // each command has an answer
      assertThatThrownBy(
              () -> {
                while (true) {
                  for (int i = 0; i < 1_000; i++) mta.command('U', "x");
                  mta.send();
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(served.ending()).isEqualTo(new Ending.TimedOut(Ending.Phase.PACKET));
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

package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
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

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.signet.testing.ScriptedMta;

/// ML-1 of the catalogue of threats: what is no packet, or comes at a wrong place.
@Timeout(60)
class PacketAttacksTest {
  private final FakeFilter filter = new FakeFilter();

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
            "201 macros", mta -> mta.macros('M', macros(Macros.MOST + 1)), fault(FEW_MACROS, 'D')),
        attack(
            "100 parameters and 1",
            mta -> mta.command('M', macros(50)).command('M', macros(51)),
            fault(DATA, 'M')),
        attack(
            "64 KiB of macros and 1",
            mta -> mta.macros('M', "i", "x".repeat(Macros.MOST_OCTETS - 3)),
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
      mta.macros('M', macros(Macros.MOST));
      mta.command('M', macros(PacketData.MOST_STRINGS / 2));
      mta.macros('N', "x0", "y".repeat(Macros.MOST_OCTETS - "Nx0\0\0".length()));
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
}

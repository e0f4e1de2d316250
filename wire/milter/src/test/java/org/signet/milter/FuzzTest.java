package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signet.testing.ScriptedMta.number;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testing.ScriptedMta;

/// Whatever octets come, the connection ends in a way that has a name, the filter is told messages
/// in the order of one, and no more is held than came.
@Timeout(120)
class FuzzTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 20_000 : 1_000;

  private static final String COMMANDS = "CHMRTLNBEEEAUKD";

  private static final List<String> DATA =
      List.of(
          "",
          "\0",
          "a",
          "<a@example.com>\0SIZE=1\0",
          "x\0" + "4\0\u0019192.0.2.1\0",
          "x\0U",
          "Mi\0v\0",
          "Subject\0 hello\n there\0",
          "R{rcpt_addr}\0b\0",
          number(6) + number(-1) + number(-1),
          "%s%n\r\n.\r\n");

  /// What the observer may hear that the filter did.
  private static final Set<String> BUGS =
      Set.of(
          "a bug",
          "only a body can be skipped",
          "a filter that refuses a recipient must answer that step");

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anyOctetsAreAnsweredOrEndTheConnection(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var filter = new OrderlyFilter(random.split());
    try (var served = new Served(filter)) {
      for (int run = 0; run < RUNS; run++) {
        try (var mta = served.connect()) {
          send(mta, random);
          var ending = served.ending();
          assertThat(ending).isNotInstanceOfAny(Ending.TimedOut.class, Ending.Failed.class);
          assertThat(EndingExplainer.sentence(ending)).matches("[ -~]+\\.");
        }
        assertThat(served.server.connections()).isZero();
      }
      assertThat(served.failures).map(Throwable::getMessage).isSubsetOf(BUGS);
      assertThat(filter.wrong).isEmpty();
    }
  }

  private static void send(ScriptedMta mta, RandomGenerator random) {
    try {
      if (random.nextInt(8) > 0) {
        mta.negotiate(random.nextInt(2, 8), random.nextInt(), random.nextInt());
      }
      int packets = random.nextInt(40);
      for (int i = 0; i < packets; i++) {
        send(mta, COMMANDS.charAt(random.nextInt(COMMANDS.length())), random);
      }
      mta.endOutput();
    } catch (IOException _) {
      // The server has closed.
    }
  }

  private static void send(ScriptedMta mta, char command, RandomGenerator random)
      throws IOException {
    switch (random.nextInt(40)) {
      case 0 -> mta.octets(number(random.nextInt()));
      case 1 -> mta.octets(soup(random));
      case 2 -> mta.packet((char) random.nextInt(256), soup(random));
      case 3 -> mta.packet(command, soup(random).repeat(random.nextInt(1_000)));
      default -> proper(mta, command, random);
    }
    if (random.nextInt(4) == 0) {
      mta.send();
    }
  }

  /// Mostly a command whose data are its own.
  private static void proper(ScriptedMta mta, char command, RandomGenerator random) {
    if (random.nextInt(20) == 0) {
      mta.packet(command, DATA.get(random.nextInt(DATA.size())));
      return;
    }
    switch (command) {
      case 'C' -> mta.client("x", "192.0.2.1");
      case 'D' -> mta.macros("CHMRTLNBE".charAt(random.nextInt(9)), "i", "v");
      case 'L' -> mta.command('M', "<a>").command('L', "Subject", " hello\n there");
      case 'N' -> mta.command('M', "<a>").command('R', "<b>").command('N');
      case 'B', 'E' -> mta.message("<a>", "<b>", List.of("A: b"), "x".repeat(random.nextInt(9)));
      default -> mta.command(command, "x");
    }
  }

  private static String soup(RandomGenerator random) {
    var out = new StringBuilder();
    for (int left = random.nextInt(30); left > 0; left--) {
      out.append((char) (random.nextBoolean() ? random.nextInt(4) : random.nextInt(256)));
    }
    return out.toString();
  }

  @Test
  void whatAPacketSaysOfItsLengthReservesNothing() throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (var mta = ScriptedMta.connect(listening.getLocalAddress());
          var channel = listening.accept()) {
        mta.octets(number(Wire.MOST_PACKET_OCTETS) + "L" + "x".repeat(100)).endOutput();
        var wire = new Wire(channel, new Watch(channel), Settings.on(Served.local()));
        assertThat(wire.next(true)).isEqualTo('L');
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(wire::data).isInstanceOf(Fault.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
      }
    }
  }
}

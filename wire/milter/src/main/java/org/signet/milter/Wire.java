package org.signet.milter;

import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.signet.milter.Ending.Phase;

/// The packets of one connection. A packet is its length (four octets, which count what follows),
/// an octet that names the command, and data.
///
/// What is sent is collected, and leaves in one write before the next read that may block. Over
/// TCP, two small writes in a row would wait for an acknowledgement that the peer delays by 40 ms;
/// and because a filter that gives few answers gives few acknowledgements either, those of this
/// side are not delayed (`TCP_QUICKACK`, which Linux forgets after some packets).
///
/// What a packet says of its length reserves nothing: a connection holds one buffer, which a body
/// passes through in pieces, and a packet that is longer than that and needed as a whole grows as
/// its octets come.
final class Wire {
  /// Octets of a packet: an MTA sends 64 KiB, and 1 MiB to filters that ask for it.
  static final int MOST_PACKET_OCTETS = 1 << 20;

  static final int END = -1;

  private static final int BUFFER = 16 << 10;
  private static final int LENGTH = 4;

  /// Takes octets that are the buffer's.
  @FunctionalInterface
  interface Sink {
    void accept(byte[] octets, int from, int to);
  }

  private final SocketChannel channel;
  private final Watch watch;
  private final Settings settings;
  private final boolean acknowledgesAtOnce;

  private final PacketBuffer out = new PacketBuffer();
  private final byte[] in = new byte[BUFFER];
  private int at;
  private int end;

  private char command;

  /// Octets of the packet's data that are not taken yet.
  private int left;

  private Phase phase = Phase.NEGOTIATION;
  private long deadline;
  private boolean atRest;

  Wire(SocketChannel channel, Watch watch, Settings settings) throws IOException {
    this.channel = channel;
    this.watch = watch;
    this.settings = settings;
    this.acknowledgesAtOnce = channel.supportedOptions().contains(TCP_QUICKACK);
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    expect(Phase.NEGOTIATION);
  }

  /// The next command, or [#END].
  ///
  /// @param resting whether no message is under way, so that nothing is lost when the connection is
  ///     cut
  int next(boolean resting) throws IOException, Fault {
    atRest = resting;
    if (phase != Phase.NEGOTIATION) {
      expect(Phase.NEXT);
    }
    if (at == end && !fill()) {
      return END;
    }
    if (phase != Phase.NEGOTIATION) {
      expect(Phase.PACKET);
    }
    need(LENGTH);
    long length = Integer.toUnsignedLong(uint32());
    if (length == 0) {
      throw new Fault(Ending.Rule.NOT_EMPTY, '\0');
    }
    if (length > MOST_PACKET_OCTETS) {
      throw new Fault(new Ending.TooLarge(length));
    }
    need(1);
    command = (char) (in[at++] & 0xff);
    left = (int) length - 1;
    return command;
  }

  /// From now on the limits are those of a conversation.
  void negotiated() {
    phase = Phase.NEXT;
  }

  private void expect(Phase next) {
    phase = next;
    var patience =
        switch (next) {
          case NEGOTIATION -> settings.negotiation();
          case NEXT -> settings.idle();
          case PACKET -> settings.packet();
        };
    deadline = System.nanoTime() + patience.toNanos();
  }

  private int uint32() {
    return (in[at++] & 0xff) << 24
        | (in[at++] & 0xff) << 16
        | (in[at++] & 0xff) << 8
        | (in[at++] & 0xff);
  }

  /// All data of the packet.
  PacketData data() throws IOException, Fault {
    if (left > BUFFER) {
      var whole = collect();
      return new PacketData(command, whole, 0, whole.length);
    }
    need(left);
    int from = at;
    at += left;
    left = 0;
    return new PacketData(command, in, from, at);
  }

  private byte[] collect() throws IOException, Fault {
    int length = left;
    var whole = new byte[BUFFER];
    int have = 0;
    while (have < length) {
      int count = some();
      if (have + count > whole.length) {
        whole = Arrays.copyOf(whole, Math.min(length, 2 * whole.length));
      }
      System.arraycopy(in, at, whole, have, count);
      have += count;
      take(count);
    }
    return whole;
  }

  /// The data of the packet, piece by piece.
  void data(Sink sink) throws IOException, Fault {
    while (left > 0) {
      int count = some();
      sink.accept(in, at, at + count);
      take(count);
    }
  }

  /// How many octets of the packet's data are in the buffer; at least one.
  private int some() throws IOException, Fault {
    need(1);
    return Math.min(left, end - at);
  }

  private void take(int count) {
    at += count;
    left -= count;
  }

  /// Waits until as many octets of the packet are in the buffer.
  private void need(int count) throws IOException, Fault {
    while (end - at < count) {
      if (!fill()) {
        throw new Fault(Ending.Rule.COMPLETE, '\0');
      }
    }
  }

  /// Reads more; false where the peer has closed.
  private boolean fill() throws IOException {
    flush();
    System.arraycopy(in, at, in, 0, end - at);
    end -= at;
    at = 0;
    watch.begin(phase, deadline, atRest);
    try {
      int count = channel.read(ByteBuffer.wrap(in, end, BUFFER - end));
      if (count < 0) {
        return false;
      }
      end += count;
    } finally {
      watch.end();
    }
    if (acknowledgesAtOnce) {
      channel.setOption(TCP_QUICKACK, true);
    }
    return true;
  }

  /// What will be sent.
  PacketBuffer out() {
    return out;
  }

  void flush() throws IOException {
    if (!out.isEmpty()) {
      write(out.view());
      out.clear();
    }
  }

  /// Sends at once, beside what is collected.
  void write(ByteBuffer octets) throws IOException {
    watch.begin(Phase.PACKET, System.nanoTime() + settings.packet().toNanos(), false);
    try {
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
    } finally {
      watch.end();
    }
  }
}

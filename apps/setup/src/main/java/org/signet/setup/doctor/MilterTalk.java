package org.signet.setup.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.signet.milter.Listen;

/// A connection to a milter, from the side of the mail server: packets of a length, a letter and
/// data, one char per octet. It ends after a while, whatever the other side does.
final class MilterTalk implements AutoCloseable {
  private static final int MOST_OCTETS = 1 << 20;

  private final SocketChannel channel;
  private final Thread watch;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  record Packet(char code, String data) {
    /// Four octets as a number.
    int number(int at) {
      return at + 4 > data.length()
          ? 0
          : data.charAt(at) << 24
              | data.charAt(at + 1) << 16
              | data.charAt(at + 2) << 8
              | data.charAt(at + 3);
    }
  }

  private MilterTalk(SocketChannel channel, Duration patience) {
    this.channel = channel;
    this.watch = Thread.ofVirtual().start(() -> endAfter(channel, patience));
  }

  static MilterTalk connect(Listen listen, Duration patience) throws IOException {
    return new MilterTalk(SocketChannel.open(address(listen)), patience);
  }

  private static SocketAddress address(Listen listen) {
    return switch (listen) {
      case Listen.Unix(var path, var _) -> UnixDomainSocketAddress.of(path);
      case Listen.Tcp(var address, var _) when address.getAddress().isAnyLocalAddress() ->
          new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
      case Listen.Tcp(var address, var _) -> address;
    };
  }

  private static void endAfter(SocketChannel channel, Duration patience) {
    try {
      Thread.sleep(patience);
      channel.close();
    } catch (InterruptedException | IOException _) {
      // It has ended.
    }
  }

  /// Adds a packet to what is sent next.
  MilterTalk add(char code, String data) {
    out.writeBytes((number(data.length() + 1) + code + data).getBytes(ISO_8859_1));
    return this;
  }

  static String number(int value) {
    return ""
        + (char) (value >>> 24)
        + (char) (value >>> 16 & 0xff)
        + (char) (value >>> 8 & 0xff)
        + (char) (value & 0xff);
  }

  void send() throws IOException {
    var octets = ByteBuffer.wrap(out.toByteArray());
    out.reset();
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }

  Packet read() throws IOException {
    int length = new Packet(' ', octets(4)).number(0);
    if (length < 1 || length > MOST_OCTETS) {
      throw new IOException("it does not speak the milter protocol");
    }
    var packet = octets(length);
    return new Packet(packet.charAt(0), packet.substring(1));
  }

  private String octets(int count) throws IOException {
    var octets = ByteBuffer.allocate(count);
    while (octets.hasRemaining()) {
      if (channel.read(octets) < 0) {
        throw new EOFException("it closed the connection");
      }
    }
    return new String(octets.array(), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    channel.close();
  }
}

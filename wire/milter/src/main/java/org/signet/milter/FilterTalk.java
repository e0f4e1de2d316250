package org.signet.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A connection to a filter, from the side of the MTA: packets, one char per octet. It ends after a
/// while, whatever the filter does.
final class FilterTalk implements AutoCloseable {
  private static final int MOST_OCTETS = 1 << 20;

  private final SocketChannel channel;
  private final Thread watch;
  private final PacketBuffer out = new PacketBuffer();

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

  private FilterTalk(SocketChannel channel, Duration patience) {
    this.channel = channel;
    this.watch = Thread.ofVirtual().start(() -> endAfter(channel, patience));
  }

  static FilterTalk connect(Listen listen, Duration patience) throws IOException {
    return new FilterTalk(SocketChannel.open(address(listen)), patience);
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
  FilterTalk add(char command, String data) {
    out.add(command, data);
    return this;
  }

  void send() throws IOException {
    var octets = out.view();
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
    out.clear();
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

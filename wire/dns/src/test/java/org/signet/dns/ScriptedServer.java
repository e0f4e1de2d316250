package org.signet.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.signet.foundation.text.IpAddress;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A DNS server on loopback, over UDP and TCP at one port, that says what a test wants.
final class ScriptedServer implements AutoCloseable {
  /// What to do about a query. Over TCP what is sent must be framed, and may come in pieces.
  @FunctionalInterface
  interface Script {
    void asked(Transport transport, Message query, Consumer<byte[]> send);
  }

  private final Script script;
  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final Thread accepting;
  private final AtomicInteger overUdp = new AtomicInteger();
  private final AtomicInteger overTcp = new AtomicInteger();

  ScriptedServer(Script script) throws IOException {
    this.script = script;
    var ports = Ports.open();
    datagrams = ports.datagrams();
    connections = ports.connections();
    Thread.ofVirtual().start(this::serveDatagrams);
    accepting = Thread.ofVirtual().start(this::serveConnections);
  }

  /// One port, for datagrams and connections alike; somebody else may have half of it, so that
  /// another is tried.
  private record Ports(DatagramSocket datagrams, ServerSocket connections) {
    private static final int TRIES = 50;

    static Ports open() throws IOException {
      for (int i = 1; ; i++) {
        var datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var connections = new ServerSocket();
        try {
          connections.bind(datagrams.getLocalSocketAddress());
          return new Ports(datagrams, connections);
        } catch (BindException e) {
          datagrams.close();
          connections.close();
          if (i == TRIES) {
            throw e;
          }
        }
      }
    }
  }

  /// A server that always answers with the message that `reply` makes of the query.
  static ScriptedServer answering(Consumer<Message> reply) throws IOException {
    return new ScriptedServer(
        (transport, query, send) -> {
          var message = replyTo(query);
          reply.accept(message);
          send.accept(transport == Transport.UDP ? message.toWire() : framed(message.toWire()));
        });
  }

  static Message replyTo(Message query) {
    var reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RA);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    return reply;
  }

  /// A record in the form of zone text.
  static Record record(String name, long ttl, String type, String data) {
    try {
      return Record.fromString(
          Name.fromString(name), Type.value(type), DClass.IN, ttl, data, Name.root);
    } catch (IOException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  static byte[] framed(byte[] message) {
    var framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }

  NameServer address() {
    var at = (InetSocketAddress) datagrams.getLocalSocketAddress();
    return new NameServer(IpAddress.of(at.getAddress().getAddress()), at.getPort());
  }

  int asked(Transport transport) {
    return (transport == Transport.UDP ? overUdp : overTcp).get();
  }

  private void serveDatagrams() {
    var packet = new DatagramPacket(new byte[4096], 4096);
    try {
      while (true) {
        packet.setLength(4096);
        datagrams.receive(packet);
        var from = packet.getSocketAddress();
        var query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        overUdp.incrementAndGet();
        script.asked(
            Transport.UDP,
            query,
            octets -> {
              try {
                datagrams.send(new DatagramPacket(octets, octets.length, from));
              } catch (IOException _) {
                // The asker has gone.
              }
            });
      }
    } catch (IOException closed) {
      if (!(closed instanceof SocketException)) {
        throw new IllegalStateException(closed);
      }
    }
  }

  private void serveConnections() {
    try {
      while (true) {
        var socket = connections.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new DataInputStream(socket.getInputStream());
      var query = new byte[in.readUnsignedShort()];
      in.readFully(query);
      overTcp.incrementAndGet();
      script.asked(
          Transport.TCP,
          new Message(query),
          octets -> {
            try {
              socket.getOutputStream().write(octets);
              socket.getOutputStream().flush();
            } catch (IOException _) {
              // The asker has gone.
            }
          });
    } catch (EOFException _) {
      // The asker has gone.
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
    try {
      accepting.join(); // until then the port may still be served
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

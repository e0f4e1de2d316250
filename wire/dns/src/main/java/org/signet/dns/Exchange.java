package org.signet.dns;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/// One question carried to one server and its reply carried back.
///
/// Every question has a socket, a port and a message id of its own, and a packet that does not fit
/// all of them is passed over while the wait goes on (RFC 5452 §9.1): a guess costs the guesser a
/// packet, not us the answer.
///
/// The sockets are those of channels, since only these let an interrupt end a wait on every kind of
/// thread.
final class Exchange {
  /// Larger than what we ask for: some servers do not keep to it.
  private static final int UDP_BUFFER = 4096;

  private static final int HEADER_OCTETS = 12;

  /// What came of it.
  sealed interface Outcome {
    /// A message that answers the question, whatever its RCODE.
    record Reply(Message message) implements Outcome {}

    /// Nothing, as long as we waited.
    record Silence() implements Outcome {}

    record Unreachable(String why) implements Outcome {}

    /// Octets that are no answer to the question.
    record Garbage(String why) implements Outcome {}
  }

  private final RandomGenerator random;

  Exchange(RandomGenerator random) {
    this.random = random;
  }

  /// Asks over one transport, and once more without EDNS where the server does not know it
  /// (RFC 6891 §7).
  Outcome ask(
      InetSocketAddress server,
      Transport transport,
      Question<?> question,
      Asking asking,
      Deadline deadline) {
    var outcome = ask(server, transport, question, asking, true, deadline);
    if (outcome instanceof Outcome.Reply(var message)
        && message.getRcode() == Rcode.FORMERR
        && message.getOPT() == null) {
      return ask(server, transport, question, asking, false, deadline);
    }
    return outcome;
  }

  private Outcome ask(
      InetSocketAddress server,
      Transport transport,
      Question<?> question,
      Asking asking,
      boolean hasEdns,
      Deadline deadline) {
    if (Thread.currentThread().isInterrupted()) {
      return new Outcome.Silence();
    }
    int id = random.nextInt(1 << 16);
    var query = Wire.query(question, id, asking, hasEdns);
    try {
      return switch (transport) {
        case UDP -> overUdp(server, query, id, question, deadline);
        case TCP -> overTcp(server, query, id, question, deadline);
      };
    } catch (SocketTimeoutException | ClosedByInterruptException _) {
      return new Outcome.Silence();
    } catch (EOFException _) {
      return new Outcome.Unreachable("the server closed the connection");
    } catch (IOException failure) {
      return Thread.currentThread().isInterrupted()
          ? new Outcome.Silence()
          : new Outcome.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  private static Outcome overUdp(
      InetSocketAddress server, byte[] query, int id, Question<?> question, Deadline deadline)
      throws IOException {
    try (var channel = DatagramChannel.open()) {
      channel.connect(server);
      channel.write(ByteBuffer.wrap(query));
      var packet = new DatagramPacket(new byte[UDP_BUFFER], UDP_BUFFER);
      while (!deadline.hasPassed()) {
        channel.socket().setSoTimeout(deadline.leftMillis());
        channel.socket().receive(packet);
        var octets = Arrays.copyOf(packet.getData(), packet.getLength());
        var read = read(octets, id, question);
        if (read.isPresent()) {
          return read.get();
        }
        packet.setLength(UDP_BUFFER);
      }
      return new Outcome.Silence();
    }
  }

  private static Outcome overTcp(
      InetSocketAddress server, byte[] query, int id, Question<?> question, Deadline deadline)
      throws IOException {
    try (var channel = SocketChannel.open();
        var socket = channel.socket()) {
      socket.connect(server, Math.max(1, deadline.leftMillis()));
      socket.setTcpNoDelay(true);
      var framed = ByteBuffer.allocate(2 + query.length).putShort((short) query.length).put(query);
      socket.getOutputStream().write(framed.array());
      var octets = new byte[2];
      readFully(socket, octets, deadline);
      octets = new byte[u16(octets)];
      readFully(socket, octets, deadline);
      return read(octets, id, question)
          .orElseGet(() -> new Outcome.Garbage("the reply is to another question"));
    }
  }

  /// A server that sends octet by octet does not get more time than one that is silent.
  private static void readFully(java.net.Socket socket, byte[] into, Deadline deadline)
      throws IOException {
    var in = socket.getInputStream();
    for (int at = 0; at < into.length; ) {
      int left = deadline.leftMillis();
      if (left == 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout(left);
      int count = in.read(into, at, into.length - at);
      if (count < 0) {
        throw new EOFException();
      }
      at += count;
    }
  }

  /// The reply in these octets; empty where they are not for our question.
  private static Optional<Outcome> read(byte[] octets, int id, Question<?> question) {
    if (octets.length < HEADER_OCTETS || u16(octets) != id || (octets[2] & 0x80) == 0) {
      return Optional.empty();
    }
    try {
      var message = new Message(octets);
      return fits(message, question) ? Optional.of(new Outcome.Reply(message)) : Optional.empty();
    } catch (IOException | RuntimeException broken) {
      // A message that dnsjava cannot read; it does not promise to say so by IOException alone.
      return Optional.of(new Outcome.Garbage(String.valueOf(broken.getMessage())));
    }
  }

  /// The number in the first two octets.
  private static int u16(byte[] octets) {
    return ((octets[0] & 0xff) << 8) | (octets[1] & 0xff);
  }

  private static boolean fits(Message message, Question<?> question) {
    if (message.getHeader().getOpcode() != Opcode.QUERY) {
      return false;
    }
    var asked = message.getSection(Section.QUESTION);
    if (asked.isEmpty()) {
      // Servers that did not understand us may not repeat the question, and cannot answer it.
      int rcode = message.getHeader().getRcode();
      return rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP;
    }
    var first = asked.getFirst();
    return asked.size() == 1
        && first.getType() == question.type().number()
        && first.getDClass() == DClass.IN
        && Wire.domain(first.getName()).equals(question.name());
  }
}

package org.signet.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.signet.foundation.text.Ascii;

/// A table that a server answers for, by the socketmap protocol of Sendmail and Postfix: a question
/// is the netstring of a map's name, a space and a key; an answer that of `OK` and the value,
/// `NOTFOUND`, or `TEMP`, `TIMEOUT` or `PERM` and a reason. Each question has its own connection.
final class Socketmap {
  /// Octets of an answer that are read; Postfix reads as many.
  static final int MOST_OCTETS = 100_000;

  private static final int MOST_DIGITS = 6;
  private static final int SHOWN = 200;

  private final SocketAddress server;
  private final String map;
  private final Duration patience;

  /// @param map its name, without spaces
  /// @param patience how long an answer may take, connecting included
  Socketmap(SocketAddress server, String map, Duration patience) {
    this.server = server;
    this.map = map;
    this.patience = patience;
  }

  /// What the server said.
  sealed interface Answer {
    record Found(String value) implements Answer {}

    record NotFound() implements Answer {}

    record TimedOut() implements Answer {}

    /// It cannot tell.
    ///
    /// @param why printable
    record Failed(String why) implements Answer {}
  }

  Answer ask(String key) {
    var isLate = new AtomicBoolean();
    try (var channel = open()) {
      var watch = Thread.startVirtualThread(() -> end(channel, isLate));
      try {
        channel.connect(server);
        channel.write(ByteBuffer.wrap(netstring(map + ' ' + key)));
        return read(Channels.newInputStream(channel));
      } finally {
        watch.interrupt();
      }
    } catch (IOException e) {
      return isLate.get() ? new Answer.TimedOut() : failed(String.valueOf(e.getMessage()));
    }
  }

  /// Ends a connection when patience does, whatever it is doing.
  private void end(SocketChannel channel, AtomicBoolean isLate) {
    try {
      Thread.sleep(patience);
      isLate.set(true);
      channel.close();
    } catch (InterruptedException | IOException _) {
      // answered in time, or closed already
    }
  }

  private SocketChannel open() throws IOException {
    return server instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private static byte[] netstring(String text) {
    return (text.length() + ":" + text + ",").getBytes(ISO_8859_1);
  }

  /// Reads an answer; whatever comes, it is one.
  static Answer read(InputStream in) throws IOException {
    int length = 0;
    int digits = 0;
    int c = in.read();
    while (Ascii.isDigit(c) && ++digits <= MOST_DIGITS) {
      length = 10 * length + c - '0';
      c = in.read();
    }
    if (digits == 0 || c != ':' || length > MOST_OCTETS) {
      return failed("no netstring");
    }
    var octets = in.readNBytes(length);
    if (octets.length < length || in.read() != ',') {
      return failed("no whole netstring");
    }
    return meaning(new String(octets, ISO_8859_1));
  }

  private static Answer meaning(String text) {
    int blank = text.indexOf(' ');
    var status = blank < 0 ? text : text.substring(0, blank);
    return switch (status) {
      case "OK" -> new Answer.Found(blank < 0 ? "" : text.substring(blank + 1));
      case "NOTFOUND" -> new Answer.NotFound();
      default -> failed(text);
    };
  }

  private static Answer failed(String why) {
    return new Answer.Failed(Ascii.printable(why, SHOWN));
  }
}

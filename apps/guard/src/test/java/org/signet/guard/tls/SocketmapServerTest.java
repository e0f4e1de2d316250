package org.signet.guard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.milter.Listen;

class SocketmapServerTest {
  private static SocketmapServer echo() throws IOException {
    var anywhere = Listen.Tcp.local(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return SocketmapServer.start(List.of(anywhere), SocketmapReply::found, _ -> {});
  }

  private static Socket connect(SocketmapServer server) throws IOException {
    var address = ((Listen.Tcp) server.listening().getFirst()).address();
    return new Socket(address.getAddress(), address.getPort());
  }

  private static String read(InputStream in) throws IOException {
    var digits = new StringBuilder();
    for (int c = in.read(); c != ':'; c = in.read()) {
      digits.append((char) c);
    }
    var text = new String(in.readNBytes(Integer.parseInt(digits.toString())), ISO_8859_1);
    assertThat(in.read()).isEqualTo(',');
    return text;
  }

  @Test
  void questionsAreAnsweredInTurnHoweverTheyArrive() throws IOException {
    try (var server = echo();
        var socket = connect(server)) {
      var out = socket.getOutputStream();
      for (var piece : List.of("6:map ", "aa,7:map b", "bb,", "9:map ccccc,6:map dd,")) {
        out.write(piece.getBytes(ISO_8859_1));
        out.flush();
      }
      var in = socket.getInputStream();
      assertThat(List.of(read(in), read(in), read(in), read(in)))
          .containsExactly("OK aa", "OK bbb", "OK ccccc", "OK dd");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x:map a,", "99999:", "12345678", ":,", "5:map ab", "9:map ab", "2000:map "})
  void whatIsNoNetstringEndsTheConnection(String octets) throws IOException {
    try (var server = echo();
        var socket = connect(server)) {
      socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      var in = socket.getInputStream();
      if (!octets.equals("9:map ab")) { // which could have gone on
        assertThat(read(in)).startsWith("PERM ");
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aNetstringWithoutAKeyIsAnsweredSo() throws IOException {
    try (var server = echo();
        var socket = connect(server)) {
      socket.getOutputStream().write("3:map,6:map aa,".getBytes(ISO_8859_1));
      assertThat(read(socket.getInputStream())).startsWith("PERM ");
      assertThat(read(socket.getInputStream())).isEqualTo("OK aa");
    }
  }

  /// Any octets come to an answer, and what is cut in two comes to the same as in one piece.
  @Test
  void anyOctets() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var octets = new byte[random.nextInt(40)];
      for (int j = 0; j < octets.length; j++) {
        octets[j] = (byte) "0123456789:, abmp\n".charAt(random.nextInt(18));
      }
      var whole = ByteBuffer.allocate(SocketmapQuestions.CAPACITY).put(octets).flip();
      var once = takeAll(whole);
      var pieces = new ArrayList<SocketmapQuestions.Next>();
      var buffer = ByteBuffer.allocate(SocketmapQuestions.CAPACITY);
      for (var octet : octets) {
        buffer.put(octet).flip();
        pieces.addAll(takeAll(buffer));
        buffer.compact();
        if (!pieces.isEmpty() && pieces.getLast() instanceof SocketmapQuestions.Next.Broken) {
          break;
        }
      }
      assertThat(pieces).isEqualTo(once);
    }
  }

  private static List<SocketmapQuestions.Next> takeAll(ByteBuffer octets) {
    var all = new ArrayList<SocketmapQuestions.Next>();
    while (octets.hasRemaining()) {
      var next = SocketmapQuestions.take(octets);
      if (next instanceof SocketmapQuestions.Next.Partial) {
        break;
      }
      all.add(next);
      if (next instanceof SocketmapQuestions.Next.Broken) {
        break;
      }
    }
    return all;
  }
}

package org.signet.https;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/// A web server on loopback that answers each request with the octets of a script.
final class ScriptedWeb implements AutoCloseable {
  /// What the server does with one connection.
  interface Script {
    void talk(Socket peer) throws IOException;
  }

  private final ServerSocket listener;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private ScriptedWeb(ServerSocket listener) {
    this.listener = listener;
  }

  /// One that answers every request with these octets, and ends the connection.
  static ScriptedWeb answering(SSLContext tls, String octets) throws IOException {
    return speaking(tls, (out, _) -> out.write(octets(octets)));
  }

  /// What the server says to a request.
  interface Speech {
    void say(OutputStream out, Socket raw) throws IOException;
  }

  /// One that says this to every request.
  static ScriptedWeb speaking(SSLContext tls, Speech speech) throws IOException {
    var web = new ScriptedWeb(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    web.serve(
        raw -> {
          try (var peer = tls.getSocketFactory().createSocket(raw, null, false)) {
            web.requests.add(request(peer.getInputStream()));
            speech.say(peer.getOutputStream(), raw);
          }
        });
    return web;
  }

  /// One that speaks no TLS but this.
  static ScriptedWeb plain(Script script) throws IOException {
    var web = new ScriptedWeb(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    web.serve(script);
    return web;
  }

  private void serve(Script script) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listener.isClosed()) {
                accept(script);
              }
            });
  }

  private void accept(Script script) {
    try {
      var peer = listener.accept();
      Thread.ofVirtual()
          .start(
              () -> {
                try (peer) {
                  script.talk(peer);
                } catch (IOException _) {
                  // The client left, which tests want of it.
                }
              });
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Says one octet after the other, with a little time between them, until the peer leaves.
  static void trickle(OutputStream out, String octets, String endlessly) throws IOException {
    for (var octet : octets(octets)) {
      out.write(octet);
    }
    while (true) {
      out.write(octets(endlessly));
      out.flush();
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static String request(InputStream in) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        break;
      }
      read.write(octet);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// The requests so far, as they came.
  List<String> requests() {
    return requests;
  }

  URI address(String host, String path) {
    return URI.create("https://" + host + ':' + port() + path);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

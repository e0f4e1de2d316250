package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;

/// Tells Postfix who logs in, as Dovecot does (its authentication protocol, version 1): everybody
/// under the name that he gives, with any password.
final class Logins implements AutoCloseable {
  private final ServerSocket listening;

  private Logins(ServerSocket listening) {
    this.listening = listening;
  }

  static Logins open() throws IOException {
    var logins = new Logins(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(logins::accept);
    return logins;
  }

  /// As `smtpd_sasl_path` names it.
  String path() {
    return "inet:127.0.0.1:" + listening.getLocalPort();
  }

  /// What a client says who logs in.
  static String auth(String login) {
    var plain = ("\0" + login + "\0secret").getBytes(ISO_8859_1);
    return "AUTH PLAIN " + Base64.getEncoder().encodeToString(plain);
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private static void serve(Socket socket) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
      say(socket, "VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("AUTH\t")) {
          say(socket, "OK\t" + line.split("\t", -1)[1] + "\tuser=" + login(line) + "\n");
        }
      }
    } catch (IOException _) {
      // Postfix has gone.
    }
  }

  private static String login(String line) {
    var response = line.substring(line.indexOf("resp=") + "resp=".length());
    return new String(Base64.getDecoder().decode(response), ISO_8859_1).split("\0", -1)[1];
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}

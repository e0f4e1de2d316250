package org.signet.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A mail server that takes everything, so that a test sees what was delivered.
public final class SmtpSink implements AutoCloseable {
  /// A message that came, one char per octet, with CRLF at the end of each line.
  ///
  /// @param from the argument of MAIL, with angle brackets, without parameters
  /// @param recipients the arguments of RCPT, likewise
  public record Delivery(String from, List<String> recipients, String message) {}

  private final ServerSocket listening;
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

  private SmtpSink(ServerSocket listening) {
    this.listening = listening;
  }

  /// Listens on a free port of this host.
  public static SmtpSink open() throws IOException {
    var sink = new SmtpSink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(sink::accept);
    return sink;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /// The next message, once it has come.
  public Delivery take() throws InterruptedException {
    return deliveries.take();
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

  private void serve(Socket socket) {
    try (socket) {
      converse(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    } catch (IOException _) {
      // The client has gone.
    }
  }

  private void converse(InputStream in, OutputStream out) throws IOException {
    say(out, "220 sink");
    var from = "";
    var recipients = new ArrayList<String>();
    while (true) {
      var line = SmtpTalk.line(in);
      switch (line.substring(0, Math.min(4, line.length()))) {
        case "EHLO" -> say(out, "250-sink", "250 8BITMIME");
        case "MAIL" -> {
          from = path(line);
          recipients.clear();
          say(out, "250 ok");
        }
        case "RCPT" -> {
          recipients.add(path(line));
          say(out, "250 ok");
        }
        case "DATA" -> {
          say(out, "354 go on");
          deliveries.add(new Delivery(from, List.copyOf(recipients), message(in)));
          say(out, "250 ok");
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        default -> say(out, "250 ok");
      }
    }
  }

  private static String path(String line) {
    return line.substring(line.indexOf('<'), line.indexOf('>') + 1);
  }

  private static String message(InputStream in) throws IOException {
    var message = new StringBuilder();
    for (var line = SmtpTalk.line(in); !line.equals("."); line = SmtpTalk.line(in)) {
      message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return message.toString();
  }

  private static void say(OutputStream out, String... lines) throws IOException {
    out.write((String.join("\r\n", lines) + "\r\n").getBytes(US_ASCII));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}

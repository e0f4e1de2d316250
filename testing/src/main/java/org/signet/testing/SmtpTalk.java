package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// An SMTP client that says what a test says, one line or one message at a time (RFC 5321). Strings
/// hold one char per octet.
public final class SmtpTalk implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private SmtpTalk(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /// Connects, and takes the banner.
  public static SmtpTalk connect(InetSocketAddress server) throws IOException {
    var talk = new SmtpTalk(new Socket(server.getAddress(), server.getPort()));
    talk.reply();
    return talk;
  }

  /// Says a line, and answers the reply, its lines separated by LF.
  public String say(String line) throws IOException {
    return octets(line + "\r\n");
  }

  /// Sends octets, and answers the reply.
  public String octets(String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
    return reply();
  }

  /// Says a whole message, from MAIL to its end, and answers the last reply, or the first that
  /// refuses.
  ///
  /// @param message with CRLF at the end of each line
  public String send(String from, String to, String message) throws IOException {
    for (var line : List.of("MAIL FROM:<" + from + '>', "RCPT TO:<" + to + '>')) {
      var reply = say(line);
      if (isRefusal(reply)) {
        return reply;
      }
    }
    return data(message);
  }

  /// Says DATA and the content of a message, and answers the last reply, or the first that refuses.
  ///
  /// @param message with CRLF at the end of each line
  public String data(String message) throws IOException {
    var reply = say("DATA");
    if (isRefusal(reply)) {
      return reply;
    }
    var stuffed = message.replace("\r\n.", "\r\n..");
    return octets((stuffed.startsWith(".") ? "." : "") + stuffed + ".\r\n");
  }

  /// Sends octets, and answers all that is replied until the server closes the connection.
  public List<String> last(String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
    var replies = new ArrayList<String>();
    try {
      while (true) {
        replies.add(reply());
      }
    } catch (EOFException _) {
      return replies;
    }
  }

  private static boolean isRefusal(String reply) {
    return reply.charAt(0) > '3';
  }

  private String reply() throws IOException {
    var all = new StringBuilder();
    String line;
    do {
      line = line(in);
      all.append(all.isEmpty() ? "" : "\n").append(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return all.toString();
  }

  /// A line, without the CRLF that ends it.
  static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the peer has closed");
      }
      line.append((char) octet);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

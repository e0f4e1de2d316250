package org.signet.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.signet.smtp.Loss.Stage;

/// One connection of a client: commands out, replies in, each within its time. What breaks it
/// closes it.
final class Connection {
  /// Octets that are collected before they are sent.
  private static final int BUFFER = 16 << 10;

  /// Somebody who has said QUIT does not wait long.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /// What is closed when time is up: always the TCP connection, since closing TLS may wait too.
  private final Socket socket;

  private final Patience patience;
  private Socket top;
  private SmtpInput in;
  private OutputStream out;
  private boolean isOpen = true;

  Connection(Socket socket, Patience patience) throws IOException {
    this.socket = socket;
    this.patience = patience;
    this.top = socket;
    this.in = new SmtpInput(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
  }

  /// Goes on in TLS. Whatever was buffered of the clear text is gone.
  void enter(Socket secured) throws IOException {
    top = secured;
    in = new SmtpInput(secured.getInputStream());
    out = new BufferedOutputStream(secured.getOutputStream(), BUFFER);
  }

  Socket socket() {
    return socket;
  }

  SmtpInput in() {
    return in;
  }

  boolean isOpen() {
    return isOpen;
  }

  Alarm alarm(Stage stage) {
    return Alarm.set(socket, patience.of(stage));
  }

  /// Says a command, and waits for its reply.
  ///
  /// @param command without CRLF; the program's own text and what it checked
  Answered ask(Stage stage, String command) {
    return write(stage, (command + "\r\n").getBytes(ISO_8859_1), true)
        .<Answered>map(Answered.Lost::new)
        .orElseGet(() -> reply(stage));
  }

  /// The next reply.
  Answered reply(Stage stage) {
    try (var alarm = alarm(stage)) {
      return switch (ReplyReader.read(in)) {
        case ReplyReader.Read.Replied(var reply) -> new Answered.Replied(reply);
        case ReplyReader.Read.NoReply(var fault, var said) ->
            new Answered.Lost(lost(new Loss.NoReply(stage, fault, said)));
        case ReplyReader.Read.Ended(var detail) -> new Answered.Lost(ended(stage, detail, alarm));
      };
    }
  }

  /// Sends octets, or says how that went wrong.
  ///
  /// @param now whether they must leave, and not wait for more
  Optional<Loss> write(Stage stage, byte[] octets, boolean now) {
    try (var alarm = alarm(stage)) {
      try {
        out.write(octets);
        if (now) {
          out.flush();
        }
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(ended(stage, words(e), alarm));
      }
    }
  }

  /// The connection ended by itself, or because time was up.
  Loss ended(Stage stage, String detail, Alarm alarm) {
    return lost(
        alarm.rang()
            ? new Loss.TimedOut(stage, patience.of(stage))
            : new Loss.Closed(stage, detail));
  }

  private Loss lost(Loss loss) {
    abandon();
    return loss;
  }

  /// Says good-bye, where there is still somebody, and closes.
  void quit() {
    if (!isOpen) {
      return;
    }
    try (var _ = Alarm.set(socket, FAREWELL)) {
      out.write("QUIT\r\n".getBytes(ISO_8859_1));
      out.flush();
      ReplyReader.read(in);
      top.close();
    } catch (IOException _) {
      // The peer was faster.
    }
    abandon();
  }

  /// Closes at once.
  void abandon() {
    isOpen = false;
    close(socket);
  }

  static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException _) {
      // It is of no more use anyway.
    }
  }

  /// What an exception of the system says, for a person.
  static String words(IOException e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}

package org.signet.smtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.signet.foundation.text.Domain;

/// Opens sessions with mail servers. Blocks; for the servers' doings nothing is thrown.
///
/// @param name what EHLO says: this host's own name (RFC 5321 §4.1.4)
public record SmtpClient(Domain name, Patience patience) {
  /// Where mail servers listen (RFC 5321 §4.5.4.2).
  public static final int PORT = 25;

  /// Connects to one address, and waits for the greeting.
  public Opened open(InetSocketAddress address) {
    var socket = new Socket();
    try {
      socket.connect(address, millis());
      socket.setTcpNoDelay(true);
      return greeting(new Connection(socket, patience));
    } catch (SocketTimeoutException _) {
      return new Opened.Lost(new Loss.TimedOut(Loss.Stage.CONNECTION, patience.connection()));
    } catch (IOException e) {
      Connection.close(socket);
      return new Opened.Lost(new Loss.Unreachable(Connection.words(e)));
    }
  }

  private int millis() {
    return Math.clamp(patience.connection().toMillis(), 1, Integer.MAX_VALUE);
  }

  private Opened greeting(Connection connection) {
    return switch (connection.reply(Loss.Stage.GREETING)) {
      case Answered.Lost(var loss) -> new Opened.Lost(loss);
      case Answered.Replied(var reply) when reply.isPositive() ->
          new Opened.Ready(new SmtpSession(connection, name), reply);
      case Answered.Replied(var reply) -> {
        connection.quit();
        yield new Opened.Declined(reply);
      }
    };
  }
}

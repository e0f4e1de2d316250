package org.signet.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.smtp.Loss.Stage;
import org.signet.smtp.Transmission.Need;

/// One mail transaction of a client (RFC 5321 §3.3).
///
/// Where the server offers PIPELINING (RFC 2920), MAIL and all RCPT leave in one write. DATA waits
/// for their replies, so that content is announced only to a server that has somebody to give it
/// to.
final class Transaction {
  private static final int PIECE = 32 << 10;
  private static final byte[] END_OF_DATA = {'.', '\r', '\n'};

  private final Connection connection;
  private final Capabilities capabilities;
  private final Optional<TlsFacts> tls;
  private final Transmission transmission;

  Transaction(
      Connection connection,
      Capabilities capabilities,
      Optional<TlsFacts> tls,
      Transmission transmission) {
    this.connection = connection;
    this.capabilities = capabilities;
    this.tls = tls;
    this.transmission = transmission;
  }

  Delivery run(InputStream content) throws IOException {
    for (var need : Need.values()) {
      if (needs(need) && !isMet(need)) {
        return new Delivery.Lacking(need);
      }
    }
    return envelope(content);
  }

  private boolean needs(Need need) {
    return transmission.needs().contains(need)
        || (need == Need.SMTPUTF8 && transmission.hasUtf8Address());
  }

  private boolean isMet(Need need) {
    return switch (need) {
      case EIGHT_BIT -> capabilities.offers("8BITMIME");
      // RFC 6531 §3.1: it comes with 8BITMIME.
      case SMTPUTF8 -> capabilities.offers("SMTPUTF8") && capabilities.offers("8BITMIME");
      // RFC 8689 §4.2.1
      case REQUIRETLS ->
          tls.filter(TlsFacts::isAuthenticated).isPresent() && capabilities.offers("REQUIRETLS");
      case CHUNKING -> capabilities.offers("CHUNKING");
    };
  }

  private String mail() {
    return transmission.mail()
        + (needs(Need.EIGHT_BIT) ? " BODY=8BITMIME" : "")
        + (needs(Need.SMTPUTF8) ? " SMTPUTF8" : "")
        + (needs(Need.REQUIRETLS) ? " REQUIRETLS" : "");
  }

  private Delivery envelope(InputStream content) throws IOException {
    var isPipelined = capabilities.offers("PIPELINING");
    var commands = new ArrayList<String>();
    commands.add(mail());
    transmission.recipients().forEach(each -> commands.add(Transmission.rcpt(each)));
    var replies = new ArrayList<Reply>();
    if (isPipelined) {
      var group = String.join("\r\n", commands) + "\r\n";
      var loss = connection.write(Stage.MAIL, group.getBytes(ISO_8859_1), true);
      if (loss.isPresent()) {
        return new Delivery.Lost(loss.get());
      }
    }
    for (var command : commands) {
      var stage = replies.isEmpty() ? Stage.MAIL : Stage.RCPT;
      switch (isPipelined ? connection.reply(stage) : connection.ask(stage, command)) {
        case Answered.Lost(var loss) -> {
          return new Delivery.Lost(loss);
        }
        case Answered.Replied(var reply) -> replies.add(reply);
      }
      if (!isPipelined && !replies.getFirst().isPositive()) {
        break;
      }
    }
    return content(replies, content);
  }

  private Delivery content(List<Reply> replies, InputStream content) throws IOException {
    var sender = replies.getFirst();
    var recipients = replies.subList(1, replies.size());
    if (!sender.isPositive()) {
      return new Delivery.SenderRefused(sender);
    }
    if (recipients.stream().noneMatch(Reply::isPositive)) {
      return afterReset(new Delivery.RecipientsRefused(recipients));
    }
    return needs(Need.CHUNKING) ? chunks(recipients, content) : data(recipients, content);
  }

  /// The session can be used for another message.
  private Delivery afterReset(Delivery delivery) {
    return switch (connection.ask(Stage.RSET, "RSET")) {
      case Answered.Lost(var loss) -> new Delivery.Lost(loss);
      case Answered.Replied _ -> delivery;
    };
  }

  private Delivery data(List<Reply> recipients, InputStream content) throws IOException {
    switch (connection.ask(Stage.DATA, "DATA")) {
      case Answered.Lost(var loss) -> {
        return new Delivery.Lost(loss);
      }
      case Answered.Replied(var reply) when !reply.isIntermediate() -> {
        return afterReset(new Delivery.DataRefused(recipients, reply));
      }
      case Answered.Replied _ -> {}
    }
    var stuffer = new DotStuffer(true);
    while (true) {
      var piece = piece(stuffer, content);
      if (piece.isEmpty()) {
        return unsendable(stuffer);
      }
      var isLast = piece.get().length == 0;
      var octets = isLast ? END_OF_DATA : piece.get();
      var loss = connection.write(isLast ? Stage.END_OF_DATA : Stage.CONTENT, octets, isLast);
      if (loss.isPresent()) {
        return new Delivery.Lost(loss.get());
      }
      if (isLast) {
        return finished(recipients, connection.reply(Stage.END_OF_DATA));
      }
    }
  }

  /// RFC 3030 §2: each chunk has a reply of its own, and a refused one ends the transaction.
  private Delivery chunks(List<Reply> recipients, InputStream content) throws IOException {
    var stuffer = new DotStuffer(false);
    while (true) {
      var piece = piece(stuffer, content);
      if (piece.isEmpty()) {
        return unsendable(stuffer);
      }
      var octets = piece.get();
      var isLast = octets.length == 0;
      var command = "BDAT " + octets.length + (isLast ? " LAST" : "") + "\r\n";
      var stage = isLast ? Stage.END_OF_DATA : Stage.CONTENT;
      var loss =
          connection
              .write(stage, command.getBytes(ISO_8859_1), isLast)
              .or(() -> isLast ? Optional.empty() : connection.write(stage, octets, true));
      if (loss.isPresent()) {
        return new Delivery.Lost(loss.get());
      }
      switch (connection.reply(stage)) {
        case Answered.Lost(var lost) -> {
          return new Delivery.Lost(lost);
        }
        case Answered.Replied(var reply) when isLast -> {
          return new Delivery.Finished(recipients, reply);
        }
        case Answered.Replied(var reply) when !reply.isPositive() -> {
          return afterReset(new Delivery.DataRefused(recipients, reply));
        }
        case Answered.Replied _ -> {}
      }
    }
  }

  /// The next piece of content as it is sent: without octets at its end, empty where it cannot be
  /// sent.
  private Optional<byte[]> piece(DotStuffer stuffer, InputStream content) throws IOException {
    var piece = new byte[PIECE];
    int count;
    try {
      count = content.readNBytes(piece, 0, PIECE);
    } catch (IOException e) {
      connection.abandon();
      throw e;
    }
    var out = new ByteArrayOutputStream(PIECE + 16);
    if (!stuffer.append(piece, count, out) || (count == 0 && !stuffer.isComplete())) {
      return Optional.empty();
    }
    return Optional.of(out.toByteArray());
  }

  private Delivery unsendable(DotStuffer stuffer) {
    connection.abandon();
    return new Delivery.Unsendable(stuffer.octets());
  }

  private static Delivery finished(List<Reply> recipients, Answered last) {
    return switch (last) {
      case Answered.Lost(var loss) -> new Delivery.Lost(loss);
      case Answered.Replied(var reply) -> new Delivery.Finished(recipients, reply);
    };
  }
}

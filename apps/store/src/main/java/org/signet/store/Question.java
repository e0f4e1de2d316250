package org.signet.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// What one process asks another that has the store open, and how both write it: a version, the
/// question, and then answers, each behind a mark.
sealed interface Question {
  /// The form of questions and answers; a process of another version is not understood.
  int VERSION = 1;

  /// Marks in front of what is answered.
  int MESSAGE = 'm';

  int COUNT = 'c';
  int ANSWER = 'a';
  int PROBLEM = 'p';
  int END = '.';

  record Find(String queueId) implements Question {}

  record Count(Selection selection) implements Question {}

  record Each(Selection selection) implements Question {}

  record Answers(Domain domain, Instant from, Instant to) implements Question {}

  default void write(DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    switch (this) {
      case Find(var queueId) -> {
        out.writeByte('f');
        out.writeUTF(KeptMessage.queueId(queueId));
      }
      case Count(var selection) -> {
        out.writeByte('c');
        write(out, selection);
      }
      case Each(var selection) -> {
        out.writeByte('e');
        write(out, selection);
      }
      case Answers(var domain, var from, var to) -> {
        out.writeByte('a');
        out.writeUTF(domain.text());
        write(out, from);
        write(out, to);
      }
    }
    out.flush();
  }

  /// Reads a question; empty where it is none of this version.
  static Optional<Question> read(DataInputStream in) throws IOException {
    if (in.readByte() != VERSION) {
      return Optional.empty();
    }
    return switch (in.readByte()) {
      case 'f' -> Optional.of(new Find(in.readUTF()));
      case 'c' -> Optional.of(new Count(selection(in)));
      case 'e' -> Optional.of(new Each(selection(in)));
      case 'a' -> answers(in);
      default -> Optional.empty();
    };
  }

  private static Optional<Question> answers(DataInputStream in) throws IOException {
    var domain = Domain.parse(in.readUTF()).optional();
    var from = time(in);
    var to = time(in);
    return domain.map(one -> new Answers(one, from, to));
  }

  private static void write(DataOutputStream out, Selection selection) throws IOException {
    write(out, selection.from());
    write(out, selection.to());
    out.writeUTF(selection.action().orElse(""));
  }

  private static Selection selection(DataInputStream in) throws IOException {
    return new Selection(time(in), time(in), Optional.of(in.readUTF()).filter(w -> !w.isEmpty()));
  }

  private static void write(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  private static Instant time(DataInputStream in) throws IOException {
    return Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
  }

  static void write(DataOutputStream out, KeptMessage message) throws IOException {
    out.writeByte(MESSAGE);
    out.writeUTF(message.queueId());
    write(out, message.at());
    out.writeUTF(message.direction());
    out.writeUTF(message.action());
    out.writeUTF(message.author().map(Domain::text).orElse(""));
    out.writeUTF(message.dmarc());
    out.writeInt(message.proof().length());
    out.write(message.proof().getBytes(ISO_8859_1));
  }

  static KeptMessage message(DataInputStream in) throws IOException {
    return new KeptMessage(
        in.readUTF(),
        time(in),
        in.readUTF(),
        in.readUTF(),
        Domain.parse(in.readUTF()).optional().filter(domain -> !domain.isRoot()),
        in.readUTF(),
        new String(in.readNBytes(Math.min(in.readInt(), KeptMessage.MOST_OCTETS)), ISO_8859_1));
  }

  static void write(DataOutputStream out, TlsAnswer answer) throws IOException {
    out.writeByte(ANSWER);
    out.writeUTF(answer.domain().text());
    out.writeUTF(answer.basis().name());
    out.writeUTF(answer.answer());
    out.writeUTF(answer.reason());
    write(out, answer.first());
    write(out, answer.last());
  }

  static TlsAnswer answer(DataInputStream in) throws IOException {
    try {
      return new TlsAnswer(
          Domain.of(in.readUTF()),
          TlsAnswer.Basis.valueOf(in.readUTF()),
          in.readUTF(),
          in.readUTF(),
          time(in),
          time(in));
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }
}

package org.signet.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// What one peer sends, as lines, as the content behind DATA, and as BDAT chunks. Only CRLF ends a
/// line, and only CRLF `.` CRLF ends data; whoever sends anything else cannot make one message into
/// two.
///
/// One buffer serves all three, so that [#holdsMore] sees what was sent too early. Nothing here
/// throws for what the peer did; a stream that fails is one that ended.
public final class SmtpInput {
  /// Octets of a command line: the 512 of RFC 5321 §4.5.3.1.4, and what extensions add to MAIL and
  /// RCPT.
  public static final int MOST_COMMAND_OCTETS = 2_048;

  static final int END = -1;

  private static final int BUFFER = 8 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private String ending = "the peer closed the connection";

  public SmtpInput(InputStream in) {
    this.in = in;
  }

  /// The next octet, or [#END].
  int read() {
    if (at == limit && !fill()) {
      return END;
    }
    return buffer[at++] & 0xff;
  }

  /// The next octet without taking it, or [#END].
  int peek() {
    return at == limit && !fill() ? END : buffer[at] & 0xff;
  }

  private boolean fill() {
    at = 0;
    limit = 0;
    try {
      int count = in.read(buffer);
      limit = Math.max(0, count);
    } catch (IOException e) {
      ending = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    return limit > 0;
  }

  /// How the stream ended, for a person.
  String ending() {
    return ending;
  }

  /// Octets that are buffered and not taken, at most `most`, taken now.
  String take(int most) {
    var out = new StringBuilder();
    while (out.length() < most && at < limit) {
      out.append((char) (buffer[at++] & 0xff));
    }
    return out.toString();
  }

  /// Whether the peer has sent more than was read: octets that must not be there when the other
  /// side has yet to speak, such as commands behind STARTTLS (RFC 3207 §4.2).
  public boolean holdsMore() {
    if (at < limit) {
      return true;
    }
    try {
      return in.available() > 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// The next line. One that is broken is read to its CRLF.
  ///
  /// @param most octets that it may have, without its CRLF
  public Line line(int most) {
    return line(most, true);
  }

  /// The next line. Where one is broken nothing more is read.
  Line lineOrNothing(int most) {
    return line(most, false);
  }

  private Line line(int most, boolean toItsEnd) {
    var text = new StringBuilder(80);
    Optional<Line.Fault> fault = Optional.empty();
    while (true) {
      int octet = read();
      if (octet == END) {
        return new Line.Ended(ending);
      }
      if (octet == '\r' && peek() == '\n') {
        at++;
        return fault
            .<Line>map(what -> new Line.Broken(what, text.toString()))
            .orElseGet(() -> new Line.Text(text.toString()));
      }
      if (fault.isEmpty()) {
        fault = fault(octet, text.length() == most);
        if (fault.isPresent() && !toItsEnd) {
          return new Line.Broken(fault.get(), text.toString());
        }
      }
      if (text.length() < most) {
        text.append((char) octet);
      }
    }
  }

  private static Optional<Line.Fault> fault(int octet, boolean isFull) {
    return switch (octet) {
      case '\r' -> Optional.of(Line.Fault.BARE_CR);
      case '\n' -> Optional.of(Line.Fault.BARE_LF);
      case 0 -> Optional.of(Line.Fault.NUL);
      default -> isFull ? Optional.of(Line.Fault.TOO_LONG) : Optional.empty();
    };
  }

  /// The content behind DATA, up to CRLF `.` CRLF, without what dot-stuffing added (RFC 5321
  /// §4.5.2).
  ///
  /// @param to takes the content while it comes; what it has got is a message only where the answer
  ///     is [Content.Complete]
  /// @param most octets of content that are taken
  /// @throws IOException where `to` does
  public Content data(OutputStream to, long most, BareLineEnds bare) throws IOException {
    return new DataReader(this, to, most, bare).read();
  }

  /// The octets of one BDAT chunk, whatever they are (RFC 3030 §2).
  ///
  /// @param most octets of content that are taken; a longer chunk is read and dropped
  /// @throws IOException where `to` does
  public Content chunk(OutputStream to, Chunk chunk, long most) throws IOException {
    var isTaken = chunk.size() <= most;
    for (long left = chunk.size(); left > 0; ) {
      if (at == limit && !fill()) {
        return new Content.Truncated(chunk.size() - left, ending);
      }
      int count = (int) Math.min(left, limit - at);
      if (isTaken) {
        to.write(buffer, at, count);
      }
      at += count;
      left -= count;
    }
    return isTaken ? new Content.Complete(chunk.size()) : new Content.TooLarge(most);
  }
}

package org.signet.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Reads the content behind DATA (RFC 5321 §4.5.2), one octet after another: how the network cuts
/// it plays no part.
///
/// A dot in front of a line is dropped, and the data end where nothing but CRLF is behind it. A
/// line starts at the start of the data and behind CRLF, nowhere else: so a dot between bare CRs
/// and LFs is a dot.
final class DataReader {
  private static final int BUFFER = 8 << 10;

  private final SmtpInput in;
  private final OutputStream to;
  private final long most;
  private final BareLineEnds bare;

  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long octets;
  private Optional<Content> refusal = Optional.empty();

  DataReader(SmtpInput in, OutputStream to, long most, BareLineEnds bare) {
    this.in = in;
    this.to = to;
    this.most = most;
    this.bare = bare;
  }

  Content read() throws IOException {
    while (true) {
      if (in.peek() == '.') {
        in.read();
        if (endsHere()) {
          flush();
          return refusal.orElse(new Content.Complete(octets));
        }
      }
      if (!line()) {
        return new Content.Truncated(octets, in.ending());
      }
    }
  }

  /// Whether CRLF is behind the dot. A CR that begins nothing is content.
  private boolean endsHere() throws IOException {
    if (in.peek() != '\r') {
      return false;
    }
    in.read();
    if (in.peek() != '\n') {
      bare(Line.Fault.BARE_CR, '\r');
      return false;
    }
    in.read();
    return true;
  }

  /// Takes octets up to the next CRLF, and that too; false where the stream ends first.
  private boolean line() throws IOException {
    while (true) {
      int octet = in.read();
      switch (octet) {
        case SmtpInput.END -> {
          return false;
        }
        case '\n' -> bare(Line.Fault.BARE_LF, '\n');
        case '\r' -> {
          if (in.peek() == '\n') {
            in.read();
            take('\r');
            take('\n');
            return true;
          }
          bare(Line.Fault.BARE_CR, '\r');
        }
        default -> take(octet);
      }
    }
  }

  private void bare(Line.Fault fault, int octet) throws IOException {
    if (bare == BareLineEnds.REFUSED && refusal.isEmpty()) {
      refusal = Optional.of(new Content.BareLineEnd(fault, octets));
    }
    take(octet);
  }

  private void take(int octet) throws IOException {
    if (octets == most && refusal.isEmpty()) {
      refusal = Optional.of(new Content.TooLarge(most));
    }
    if (refusal.isPresent()) {
      return;
    }
    octets++;
    buffer[buffered++] = (byte) octet;
    if (buffered == BUFFER) {
      flush();
    }
  }

  private void flush() throws IOException {
    to.write(buffer, 0, buffered);
    buffered = 0;
  }
}

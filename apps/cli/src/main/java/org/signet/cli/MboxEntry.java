package org.signet.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// One reading of a message in a mailbox file, without the `>` that was put before `From ` at the
/// start of lines of its body. Constant memory.
final class MboxEntry extends InputStream {
  private static final String FROM = "From ";
  private static final int CHUNK = 16 << 10;

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private int next;
  private int end;

  /// Octets of the message that are not in `chunk` yet.
  private long left;

  private boolean inHeader = true;

  /// Octets in this line so far, a CR not counted.
  private long inLine;

  /// Whether nothing but `>` was in this line so far, and one of them is held back.
  private boolean holdsQuote;

  /// How much of `From ` has followed.
  private int matched;

  /// What is to be given out before the next octet of the chunk.
  private String pending = "";

  private int pendingAt;

  /// @param in the whole file, closed with this stream
  MboxEntry(InputStream in, long from, long to) throws IOException {
    this.in = in;
    this.left = to - from;
    try {
      in.skipNBytes(from);
    } catch (IOException e) {
      try (in) {
        throw e;
      }
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int to = from;
    while (to < from + length) {
      if (pendingAt < pending.length()) {
        into[to++] = (byte) pending.charAt(pendingAt++);
      } else if (next < end) {
        to = pass(into, to, chunk[next++]);
      } else if (to > from || !fill()) {
        break;
      }
    }
    return to == from && length > 0 ? -1 : to - from;
  }

  /// Answers whether there is more to read; at the end, gives out what was held back.
  private boolean fill() throws IOException {
    if (left == 0) {
      if (!holdsQuote) {
        return false;
      }
      giveBack();
      return true;
    }
    end = in.read(chunk, 0, (int) Math.min(left, CHUNK));
    if (end < 0) {
      throw new EOFException("the file became shorter while it was read");
    }
    next = 0;
    left -= end;
    return true;
  }

  /// Takes one octet and answers the place behind what was given out.
  private int pass(byte[] into, int to, byte octet) {
    if (!holdsQuote) {
      if (octet == '>' && inLine == 0 && !inHeader) {
        holdsQuote = true;
        return to;
      }
    } else if (octet != '>' || matched > 0) {
      if (octet == FROM.charAt(matched)) {
        matched++;
        if (matched == FROM.length()) {
          holdsQuote = false;
          matched = 0;
          pending = FROM;
          pendingAt = 0;
          inLine = FROM.length();
        }
        return to;
      }
      giveBack();
      next--;
      return to;
    }
    count(octet);
    into[to] = octet;
    return to + 1;
  }

  /// The line is none that was quoted: what was held back is given out.
  private void giveBack() {
    pending = '>' + FROM.substring(0, matched);
    pendingAt = 0;
    inLine += pending.length();
    holdsQuote = false;
    matched = 0;
  }

  private void count(byte octet) {
    if (octet == '\n') {
      inHeader &= inLine > 0;
      inLine = 0;
    } else if (octet != '\r') {
      inLine++;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

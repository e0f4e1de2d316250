package org.signet.message;

import java.io.IOException;
import java.io.InputStream;

/// The octets of a message with its line ends as [LineEnds] says. Constant memory; one decision for
/// the whole message, taken at its first LF.
final class InputEdge {
  private static final int CHUNK = 16 << 10;

  private enum Mode {
    UNDECIDED,
    AS_IT_IS,
    UNIX
  }

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private Mode mode;

  /// Whether the octet before `at` was a CR.
  private boolean afterCr;

  /// Whether the LF of a CRLF of ours did not fit any more.
  private boolean owesLf;

  InputEdge(InputStream in, LineEnds lineEnds) {
    this.in = in;
    this.mode = lineEnds == LineEnds.FILE ? Mode.UNDECIDED : Mode.AS_IT_IS;
  }

  /// Reads at least one octet and at most `length`, or answers -1 at the end.
  int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (mode == Mode.AS_IT_IS && at == end) {
      return in.read(into, from, length);
    }
    if (owesLf) {
      owesLf = false;
      into[from] = '\n';
      return 1;
    }
    if (at == end) {
      end = Math.max(0, in.read(chunk, 0, CHUNK));
      at = 0;
      if (end == 0) {
        return -1;
      }
    }
    if (mode == Mode.UNDECIDED) {
      decide();
    }
    return mode == Mode.UNIX ? copyWithCrs(into, from, length) : copy(into, from, length);
  }

  private void decide() {
    for (int i = at; i < end; i++) {
      if (chunk[i] == '\n') {
        var crlf = i > at ? chunk[i - 1] == '\r' : afterCr;
        mode = crlf ? Mode.AS_IT_IS : Mode.UNIX;
        return;
      }
    }
  }

  private int copy(byte[] into, int from, int length) {
    int count = Math.min(length, end - at);
    System.arraycopy(chunk, at, into, from, count);
    at += count;
    afterCr = chunk[at - 1] == '\r';
    return count;
  }

  private int copyWithCrs(byte[] into, int from, int length) {
    int to = from;
    int limit = from + length;
    while (at < end && to < limit) {
      byte octet = chunk[at++];
      if (octet == '\n' && !afterCr) {
        into[to++] = '\r';
        if (to == limit) {
          owesLf = true;
          afterCr = false;
          return length;
        }
      }
      into[to++] = octet;
      afterCr = octet == '\r';
    }
    return to - from;
  }
}

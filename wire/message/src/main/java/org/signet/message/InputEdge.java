package org.signet.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The octets of a message with its line ends as [LineEnds] says. Constant memory; one decision for
/// the whole message, taken at its first LF.
final class InputEdge {
  private static final int CHUNK = 8 << 10;

  private enum Mode {
    UNDECIDED,
    AS_IT_IS,
    UNIX
  }

  private final InputStream in;
  private Mode mode;

  /// Octets of a Unix text that were read and not yet handed on.
  private byte[] waiting = {};

  private int at;
  private int end;

  /// Whether the last octet handed on was a CR.
  private boolean afterCr;

  /// Whether the LF of a CRLF of ours did not fit any more.
  private boolean owesLf;

  InputEdge(InputStream in, LineEnds lineEnds) {
    this.in = in;
    this.mode = lineEnds == LineEnds.FILE ? Mode.UNDECIDED : Mode.AS_IT_IS;
  }

  /// Reads at least one octet and at most `length`, which is not 0, or answers -1 at the end.
  int read(byte[] into, int from, int length) throws IOException {
    return switch (mode) {
      case AS_IT_IS -> in.read(into, from, length);
      case UNDECIDED -> readFirst(into, from, length);
      case UNIX -> readUnix(into, from, length);
    };
  }

  private int readFirst(byte[] into, int from, int length) throws IOException {
    int count = in.read(into, from, length);
    int to = from + Math.max(count, 0);
    int lf = Octets.indexOf((byte) '\n', into, from, to);
    if (lf == to) {
      afterCr = count > 0 && into[to - 1] == '\r';
      return count;
    }
    var isCrLf = lf > from ? into[lf - 1] == '\r' : afterCr;
    if (isCrLf) {
      mode = Mode.AS_IT_IS;
      return count;
    }
    mode = Mode.UNIX;
    waiting = Arrays.copyOf(Arrays.copyOfRange(into, from, to), Math.max(count, CHUNK));
    end = count;
    return readUnix(into, from, length);
  }

  private int readUnix(byte[] into, int from, int length) throws IOException {
    if (owesLf) {
      owesLf = false;
      into[from] = '\n';
      return 1;
    }
    if (at == end) {
      end = in.read(waiting, 0, waiting.length);
      at = 0;
      if (end < 0) {
        end = 0;
        return -1;
      }
    }
    int to = from;
    int limit = from + length;
    while (at < end && to < limit) {
      byte octet = waiting[at++];
      if (octet == '\n' && !afterCr) {
        into[to++] = '\r';
        if (to == limit) {
          owesLf = true;
          break;
        }
      }
      into[to++] = octet;
      afterCr = octet == '\r';
    }
    return to - from;
  }
}

package org.signet.verifier;

import java.util.Arrays;
import java.util.List;
import org.signet.message.Header;
import org.signet.message.MessageStream.Sink;

/// A body as it may have been before something happened to it on the way: what comes in is the body
/// that arrived, line by line; what goes out is the trial. For one reading of one body.
///
/// A line is what ends with CRLF; one that is longer than [#MOST_LINE_OCTETS] comes in pieces, so
/// that memory stays bounded.
abstract class BodyUndoing implements Sink {
  private static final int MOST_LINE_OCTETS = 64 << 10;

  private final Sink out;
  private byte[] line = new byte[256];
  private int length;

  BodyUndoing(Sink out) {
    this.out = out;
  }

  /// What is undone.
  abstract List<Change> changes();

  /// The header that went with the body, made from the one that arrived; asked for at the end.
  Header header(Header arrived) {
    return arrived;
  }

  /// What was taken away because the signer did not write it, as much as is kept, one char per
  /// octet.
  String added() {
    return "";
  }

  /// How many octets were taken away.
  long addedOctets() {
    return added().length();
  }

  /// One line, with the CRLF where it ends with one.
  abstract void line(byte[] octets, int length, boolean ends);

  /// Lets go of what was held back; nothing follows.
  void lastLine() {}

  @Override
  public final void accept(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = octets[i];
      boolean ends = octets[i] == '\n' && length > 1 && line[length - 2] == '\r';
      if (ends || length == MOST_LINE_OCTETS) {
        line(line, length, ends);
        length = 0;
      }
    }
  }

  final void end() {
    if (length > 0) {
      line(line, length, false);
      length = 0;
    }
    lastLine();
  }

  final void pass(byte[] octets, int from, int to) {
    out.accept(octets, from, to);
  }

  final void pass(byte[] octets) {
    out.accept(octets, 0, octets.length);
  }

  /// Whether the line begins with these octets.
  static boolean startsWith(byte[] octets, int length, byte[] start) {
    return length >= start.length && Arrays.equals(octets, 0, start.length, start, 0, start.length);
  }
}

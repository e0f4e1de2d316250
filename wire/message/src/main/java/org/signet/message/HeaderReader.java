package org.signet.message;

import java.util.Arrays;
import org.signet.foundation.text.Ascii;

/// Cuts a stream of octets into header fields, chunk by chunk, up to the first empty line
/// (RFC 5322 §2.1, §2.2.3). A line that starts with white space belongs to the field above it, even
/// where it holds nothing else; the first line of all begins a field whatever it starts with. Only
/// CRLF ends a line.
///
/// Keeps no more of a field than [Header#MOST_FIELD_OCTETS]; the rest of it is skipped.
final class HeaderReader {
  private final Header.Builder builder = new Header.Builder();
  private byte[] field = new byte[1024];
  private int fieldLength;
  private boolean fieldIsCut;

  /// Octets of the current line so far.
  private long lineLength;

  private boolean afterCr;
  private boolean done;

  /// Whether the empty line that ends the header has been seen.
  boolean isDone() {
    return done;
  }

  /// Takes octets and answers where it stopped: `to`, or the first octet of the body.
  int accept(byte[] octets, int from, int to) {
    int at = from;
    while (at < to && !done) {
      if (lineLength == 0 && !Ascii.isBlank(octets[at])) {
        endField();
      }
      int stop = Math.min(Octets.indexOf((byte) '\n', octets, at, to) + 1, to);
      append(octets, at, stop);
      lineLength += stop - at;
      var crBeforeLast = stop - at > 1 ? octets[stop - 2] == '\r' : afterCr;
      if (octets[stop - 1] == '\n' && crBeforeLast) {
        done = lineLength == 2;
        lineLength = 0;
      }
      afterCr = octets[stop - 1] == '\r';
      at = stop;
    }
    return at;
  }

  private void append(byte[] octets, int from, int to) {
    int room = Header.MOST_FIELD_OCTETS - fieldLength;
    int count = Math.min(to - from, room);
    fieldIsCut |= count < to - from;
    if (fieldLength + count > field.length) {
      int enough = Math.max(2 * field.length, fieldLength + count);
      field = Arrays.copyOf(field, Math.min(enough, Header.MOST_FIELD_OCTETS));
    }
    System.arraycopy(octets, from, field, fieldLength, count);
    fieldLength += count;
  }

  private void endField() {
    if (fieldIsCut) {
      builder.addCut(field);
    } else if (fieldLength > 0) {
      var octets = Arrays.copyOf(field, fieldLength);
      builder.add(endsWithCrLf() ? Field.keeping(octets) : Field.of(octets));
    }
    fieldLength = 0;
    fieldIsCut = false;
  }

  private boolean endsWithCrLf() {
    return fieldLength > 1 && field[fieldLength - 2] == '\r' && field[fieldLength - 1] == '\n';
  }

  /// The header, when the empty line or the end of the message has been seen.
  Header header() {
    if (!done) {
      endField();
    }
    return builder.build();
  }
}

package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.signet.foundation.text.Ascii;

/// A multipart or a message that the walk is inside of.
final class MimeFrame {
  /// Octets of a line that are compared; no boundary that means well is nearly as long.
  static final int MOST_DELIMITER = 256;

  /// What a line is to a multipart (RFC 2046 §5.1.1).
  enum Match {
    NONE,
    /// The delimiter, with other text behind it: some readers take it, and the grammar does not.
    PREFIX,
    NEXT,
    CLOSE
  }

  private final MimePart part;
  private final byte[] delimiter;
  private boolean open;

  private MimeFrame(MimePart part, String delimiter, boolean open) {
    this.part = part;
    this.delimiter = delimiter.getBytes(ISO_8859_1);
    this.open = open;
  }

  static MimeFrame message(MimePart part) {
    return new MimeFrame(part, "", false);
  }

  static MimeFrame multipart(MimePart part, String boundary) {
    var compared = boundary.substring(0, Math.min(boundary.length(), MOST_DELIMITER - 8));
    return new MimeFrame(part, "--" + compared, true);
  }

  MimePart part() {
    return part;
  }

  boolean isMessage() {
    return delimiter.length == 0;
  }

  /// Whether the closing delimiter is still to come.
  boolean isOpen() {
    return open;
  }

  void close() {
    open = false;
  }

  String boundary() {
    return new String(delimiter, ISO_8859_1);
  }

  /// The media type of parts that state none. RFC 2046 §5.1.5.
  String defaultType() {
    return part.mediaType().equals("multipart/digest") ? "message/rfc822" : "text/plain";
  }

  /// Whether one boundary is the start of the other.
  boolean clashesWith(MimeFrame other) {
    return open
        && (startsWith(other.delimiter, 0, other.delimiter.length)
            || other.startsWith(delimiter, 0, delimiter.length));
  }

  private boolean startsWith(byte[] octets, int from, int to) {
    if (to - from < delimiter.length) {
      return false;
    }
    for (int i = 0; i < delimiter.length; i++) {
      if (octets[from + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  /// What the line, of which [#MOST_DELIMITER] octets are looked at, is to this multipart.
  Match match(byte[] octets, int from, int to) {
    if (!open || !startsWith(octets, from, to)) {
      return Match.NONE;
    }
    int at = from + delimiter.length;
    int end = Math.min(to, from + MOST_DELIMITER);
    if (at + 1 < end && octets[at] == '-' && octets[at + 1] == '-') {
      return Match.CLOSE;
    }
    while (at < end && Ascii.isBlank(octets[at])) {
      at++;
    }
    return at == end ? Match.NEXT : Match.PREFIX;
  }
}

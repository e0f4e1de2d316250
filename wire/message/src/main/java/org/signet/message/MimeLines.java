package org.signet.message;

/// Cuts a body into lines for the walk, chunk by chunk, without keeping any: only the start of a
/// line that a chunk cuts in two is held until enough of it is there to know what it is. LF ends a
/// line, with or without a CR.
final class MimeLines {
  private static final byte[] CR = {'\r'};

  private final MimeWalk walk;
  private final byte[] held = new byte[MimeFrame.MOST_DELIMITER];
  private int heldLength;

  /// Whether the start of the current line has been handed over.
  private boolean started;

  /// Whether the current line parts something and has no content.
  private boolean isDelimiter;

  private boolean isEmpty = true;
  private boolean afterCr;

  MimeLines(MimeWalk walk) {
    this.walk = walk;
  }

  void accept(byte[] octets, int from, int to) {
    int at = from;
    while (at < to && !walk.isDone()) {
      int end = Octets.indexOfLineEnd(octets, at, to);
      if (afterCr) {
        afterCr = false;
        if (octets[at] == '\n') {
          endLine(false);
          at++;
          continue;
        }
        bareCr();
      }
      var isWhole = !started && heldLength == 0 && isLineEnd(octets, end, to);
      if (isWhole && end > at) {
        isEmpty = false;
        start(octets, at, end);
      } else {
        piece(octets, at, end);
      }
      at = end < to ? end(octets, end, to) : end;
    }
  }

  private static boolean isLineEnd(byte[] octets, int at, int to) {
    return at < to && (octets[at] == '\n' || (at + 1 < to && octets[at + 1] == '\n'));
  }

  /// Takes the CR or LF at `at`, and the LF behind the CR where it is in this chunk; answers where
  /// it stopped.
  private int end(byte[] octets, int at, int to) {
    if (!isLineEnd(octets, at, to)) {
      afterCr = true;
      return at + 1;
    }
    var isBare = octets[at] == '\n';
    endLine(isBare);
    return isBare ? at + 1 : at + 2;
  }

  /// The CR before this is content.
  private void bareCr() {
    walk.bareLineEnd("CR");
    piece(CR, 0, 1);
  }

  /// Takes a piece of a line without its end.
  private void piece(byte[] octets, int from, int to) {
    if (from == to) {
      return;
    }
    isEmpty = false;
    if (started) {
      if (!isDelimiter) {
        walk.content(octets, from, to, false);
      }
      return;
    }
    int count = Math.min(to - from, held.length - heldLength);
    System.arraycopy(octets, from, held, heldLength, count);
    heldLength += count;
    int enough = isDashed(held, 0, heldLength) ? MimeFrame.MOST_DELIMITER : LeafScan.LINE_START;
    if (heldLength >= enough) {
      start(held, 0, heldLength);
      piece(octets, from + count, to);
    }
  }

  private boolean isDashed(byte[] octets, int from, int to) {
    return walk.hasBoundaries() && to - from > 1 && octets[from] == '-' && octets[from + 1] == '-';
  }

  /// The start of a line, or all of it.
  private void start(byte[] octets, int from, int to) {
    started = true;
    heldLength = 0;
    isDelimiter = isDashed(octets, from, to) && walk.takeDelimiter(octets, from, to);
    if (!isDelimiter) {
      walk.content(octets, from, to, true);
    }
  }

  private void endLine(boolean isBare) {
    if (!started && heldLength > 0) {
      start(held, 0, heldLength);
    }
    if (isBare) {
      walk.bareLineEnd("LF");
    }
    if (!isDelimiter) {
      walk.endLine(isEmpty);
    }
    started = false;
    isDelimiter = false;
    isEmpty = true;
  }

  /// The body has ended, perhaps within a line.
  void finish() {
    if (afterCr) {
      bareCr();
    }
    if (!started && heldLength > 0) {
      start(held, 0, heldLength);
    }
  }
}

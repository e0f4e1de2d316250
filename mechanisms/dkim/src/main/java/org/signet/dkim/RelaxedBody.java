package org.signet.dkim;

import org.signet.foundation.text.Ascii;

/// The form `relaxed`: runs of spaces and tabs become one space, those at the end of a line vanish,
/// and so do empty lines at the end of the body. RFC 6376 §3.4.4.
///
/// Most octets of most mail stay as they are. So the body is searched, eight octets at a time, for
/// the next place where something changes ([Blanks]); all before it goes on in one run. From that
/// place on octets are looked at one by one until the change is known.
final class RelaxedBody extends CanonicalBody {
  /// Whether spaces or tabs were read that are not written, behind `lines` and before `cr`.
  private boolean blank;

  RelaxedBody() {
    super(Canonicalization.RELAXED);
  }

  @Override
  void write(byte[] octets, int from, int to) {
    int at = settle(octets, from, to);
    while (at < to) {
      int change = Blanks.next(octets, at, to);
      if (change > at) {
        take(octets, at, change, change < to);
      }
      if (change == to) {
        return;
      }
      blank = true;
      at = settle(octets, change + 1, to);
    }
  }

  /// Reads on until it is known what becomes of blanks and of a CR that were read; answers the
  /// first octet that is not read. Where that is behind a space which stays, it is the space.
  private int settle(byte[] octets, int from, int to) {
    int at = from;
    while (at < to && (blank || cr)) {
      var octet = octets[at];
      if (cr) {
        cr = false;
        if (octet == '\n') {
          blank = false;
          lines++;
          at++;
        } else {
          writeBlank();
          write('\r');
        }
      } else if (octet == '\r') {
        cr = true;
        at++;
      } else if (Ascii.isBlank(octet)) {
        at++;
      } else if (at > from && octets[at - 1] == ' ') {
        blank = false;
        return at - 1;
      } else {
        writeBlank();
      }
    }
    return at;
  }

  /// Writes one space for the blanks that were read: they are within a line.
  private void writeBlank() {
    writeLines();
    if (blank) {
      blank = false;
      write(' ');
    }
  }

  @Override
  void writeEnd() {
    if (cr) {
      writeBlank();
      write('\r');
    }
    if (!isEmpty()) {
      writeLastLine();
    }
  }
}

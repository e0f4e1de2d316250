package org.signet.dkim;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.Header;

/// Finds what servers are likely to change in a body, as it passes. The first line of each kind is
/// kept.
final class BodyLint {
  /// Octets of a line without its CRLF. RFC 5321 §4.5.3.1.6
  static final int MOST_LINE = 998;

  private final boolean isDeclared;
  private final boolean isCarried;

  private long line = 1;
  private long width;
  private boolean afterCr;

  private long eightBit;
  private long longLine;
  private long bareCr;
  private long bareLf;

  BodyLint(Header header, Practice.Way way) {
    isDeclared =
        header
            .first("Content-Transfer-Encoding")
            .map(Field::value)
            .map(Ascii::toLower)
            .filter(word -> word.equals("8bit") || word.equals("binary"))
            .isPresent();
    isCarried = way != Practice.Way.UNKNOWN;
  }

  void body(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      byte octet = octets[i];
      if (octet == '\n') {
        if (afterCr) {
          width--;
          endLine();
        } else {
          bareLf = first(bareLf);
          width++;
        }
        afterCr = false;
        continue;
      }
      if (afterCr) {
        bareCr = first(bareCr);
      }
      afterCr = octet == '\r';
      width++;
      if (octet < 0) {
        eightBit = first(eightBit);
      }
    }
  }

  private long first(long known) {
    return known == 0 ? line : known;
  }

  private void endLine() {
    if (width > MOST_LINE) {
      longLine = first(longLine);
    }
    width = 0;
    line++;
  }

  List<Hazard> end() {
    if (afterCr) {
      bareCr = first(bareCr);
    }
    endLine();
    var found = new ArrayList<Hazard>(0);
    if (eightBit > 0 && !(isDeclared && isCarried)) {
      found.add(new Hazard.EightBitBody(eightBit, isDeclared));
    }
    if (longLine > 0) {
      found.add(new Hazard.LongLine(longLine));
    }
    if (bareCr > 0) {
      found.add(new Hazard.BareCr(bareCr));
    }
    if (bareLf > 0) {
      found.add(new Hazard.BareLf(bareLf));
    }
    return found;
  }
}

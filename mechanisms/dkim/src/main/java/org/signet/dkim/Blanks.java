package org.signet.dkim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.signet.foundation.text.Ascii;

/// Finds the next place where the form `relaxed` changes a body: a tab, or a space with a blank or
/// a CR behind it.
///
/// Eight octets are looked at as one long. With the high bit of each octet set aside, `(x & 0x7f..)
/// + 0x7f..` carries into an octet's high bit exactly where its low bits are not zero, and nothing
/// carries into a neighbour; so zero octets of `word ^ pattern`, the octets equal to the pattern,
/// are told from others without an error. "Below 0x21" is told in the same way and stands for
/// "blank or CR": the few other octets that it lets through are sorted out one by one.
final class Blanks {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long HIGH = ~LOW;
  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long TABS = 0x0909_0909_0909_0909L;

  /// Added to an octet, it sets the high bit of those from 0x21 up.
  private static final long ABOVE_SPACE = 0x5f5f_5f5f_5f5f_5f5fL;

  private static final int WORD = Long.BYTES;

  /// Words are looked at in fours, as long as none holds a place.
  private static final int STRIDE = 4 * WORD;

  private Blanks() {}

  /// The first place from `from` on; `to` where there is none. A space at the very end is one:
  /// nobody knows what follows.
  static int next(byte[] octets, int from, int to) {
    int at = from;
    while (at + WORD < to) {
      if (at + STRIDE < to && marksInStride(octets, at) == 0) {
        at += STRIDE;
        continue;
      }
      long marks = marks(octets, at);
      if (marks == 0) {
        at += WORD;
        continue;
      }
      int place = at + (Long.numberOfTrailingZeros(marks) >>> 3);
      if (isChange(octets, place, to)) {
        return place;
      }
      at = place + 1;
    }
    while (at < to && !isChange(octets, at, to)) {
      at++;
    }
    return at;
  }

  private static long marksInStride(byte[] octets, int at) {
    return marks(octets, at)
        | marks(octets, at + WORD)
        | marks(octets, at + 2 * WORD)
        | marks(octets, at + 3 * WORD);
  }

  /// The high bit of each octet that may be a place.
  private static long marks(byte[] octets, int at) {
    long word = (long) LONG.get(octets, at);
    long following = (long) LONG.get(octets, at + 1);
    long tab = ~(((word ^ TABS) & LOW) + LOW | (word ^ TABS));
    long space = ~(((word ^ SPACES) & LOW) + LOW | (word ^ SPACES));
    long low = ~((following & LOW) + ABOVE_SPACE | following);
    return (tab | (space & low)) & HIGH;
  }

  private static boolean isChange(byte[] octets, int at, int to) {
    if (octets[at] != ' ') {
      return octets[at] == '\t';
    }
    return at + 1 == to || octets[at + 1] == '\r' || Ascii.isBlank(octets[at + 1]);
  }
}

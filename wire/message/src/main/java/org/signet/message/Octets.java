package org.signet.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.signet.foundation.text.Ascii;

/// Searches in octets, eight at a time.
final class Octets {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Octets() {}

  /// The place of the first CR or LF, or `to`.
  static int indexOfLineEnd(byte[] octets, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to) {
      long eight = (long) LONGS.get(octets, i);
      long found = zeros(eight ^ ONES * '\r') | zeros(eight ^ ONES * '\n');
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >> 3);
      }
      i += Long.BYTES;
    }
    while (i < to && octets[i] != '\r' && octets[i] != '\n') {
      i++;
    }
    return i;
  }

  /// The place of the first such octet, or `to`.
  static int indexOf(byte octet, byte[] octets, int from, int to) {
    long pattern = ONES * (octet & 0xff);
    int i = from;
    while (i + Long.BYTES <= to) {
      long found = zeros((long) LONGS.get(octets, i) ^ pattern);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >> 3);
      }
      i += Long.BYTES;
    }
    while (i < to && octets[i] != octet) {
      i++;
    }
    return i;
  }

  /// Whether the octets from `from` to before `to` start with this text, ASCII letters in either
  /// case.
  static boolean startsWith(byte[] octets, int from, int to, String text) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Ascii.toLower(octets[from + i]) != Ascii.toLower(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// The high bit of the lowest octet that is zero, at least; those above it may be wrong.
  private static long zeros(long eight) {
    return eight - ONES & ~eight & HIGH_BITS;
  }
}

package org.signet.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Packets on their way to the MTA. A packet is its length, an octet that names the reply, and
/// data.
final class PacketBuffer {
  /// Most answers are a few packets of some octets.
  private static final int USUAL = 512;

  /// A buffer that grew larger is not kept.
  private static final int MOST_KEPT = 8 << 10;

  private byte[] octets = new byte[USUAL];
  private int length;

  boolean isEmpty() {
    return length == 0;
  }

  PacketBuffer add(char reply) {
    return add(reply, "");
  }

  /// @param data one char per octet
  PacketBuffer add(char reply, String data) {
    uint32(data.length() + 1);
    reserve(data.length() + 1);
    octets[length++] = (byte) reply;
    var bytes = data.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, octets, length, bytes.length);
    length += bytes.length;
    return this;
  }

  private void uint32(int value) {
    reserve(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      octets[length++] = (byte) (value >> shift);
    }
  }

  private void reserve(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
    }
  }

  /// All of them; to be cleared when they are sent.
  ByteBuffer view() {
    return ByteBuffer.wrap(octets, 0, length);
  }

  void clear() {
    length = 0;
    if (octets.length > MOST_KEPT) {
      octets = new byte[USUAL];
    }
  }

  /// Four octets, as data hold a number.
  static String uint32Text(int value) {
    return ""
        + (char) (value >>> 24)
        + (char) (value >>> 16 & 0xff)
        + (char) (value >>> 8 & 0xff)
        + (char) (value & 0xff);
  }
}

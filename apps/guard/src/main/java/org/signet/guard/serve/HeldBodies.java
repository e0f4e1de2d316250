package org.signet.guard.serve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.signet.message.Header;
import org.signet.message.Message;

/// The memory in which signed messages are held until their verdict, so that one whose signature
/// was broken on the way can be read again, to find out by what. Bounded for all messages together:
/// one that finds no room is judged without that.
final class HeldBodies {
  /// Octets of one message; a known change is looked for in small ones only.
  static final int MOST_OF_ONE = 1 << 20;

  /// Octets of all messages together.
  static final long MOST_OF_ALL = 32L << 20;

  private static final byte[] END_OF_HEADER = {'\r', '\n'};

  private final AtomicLong room = new AtomicLong(MOST_OF_ALL);

  /// Begins to hold a message whose header has come.
  Held hold() {
    return new Held();
  }

  private boolean take(int octets) {
    return room.getAndUpdate(left -> left >= octets ? left - octets : left) >= octets;
  }

  /// Octets that are free.
  long free() {
    return room.get();
  }

  /// The body of one message, in the pieces in which it came.
  final class Held {
    private final List<byte[]> pieces = new ArrayList<>(1);
    private int taken;
    private boolean isWhole = true;

    void body(byte[] octets, int from, int to) {
      int length = to - from;
      if (isWhole && taken + length <= MOST_OF_ONE && take(length)) {
        taken += length;
        pieces.add(Arrays.copyOfRange(octets, from, to));
      } else if (isWhole) {
        isWhole = false;
        release();
      }
    }

    /// Whether all that came is held.
    boolean isWhole() {
      return isWhole;
    }

    /// The message, where all of it is held; to be read before it is given back.
    Message message(Header header) {
      var octets = new ByteArrayOutputStream();
      header.fields().forEach(field -> octets.writeBytes(field.octets()));
      octets.writeBytes(END_OF_HEADER);
      var all = new ArrayList<>(List.of(octets.toByteArray()));
      all.addAll(pieces);
      return () ->
          new SequenceInputStream(
              Collections.enumeration(all.stream().map(ByteArrayInputStream::new).toList()));
    }

    /// Gives the memory back.
    void release() {
      room.addAndGet(taken);
      taken = 0;
      pieces.clear();
    }
  }
}

package org.signet.guard.serve;

import java.io.ByteArrayOutputStream;
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

  /// The body of one message.
  final class Held {
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private int taken;
    private boolean isWhole = true;

    void body(byte[] octets, int from, int to) {
      int length = to - from;
      if (isWhole && taken + length <= MOST_OF_ONE && take(length)) {
        taken += length;
        body.write(octets, from, length);
      } else if (isWhole) {
        isWhole = false;
        release();
      }
    }

    /// Whether all that came is held.
    boolean isWhole() {
      return isWhole;
    }

    /// The message, where all of it is held.
    Message message(Header header) {
      var whole = new ByteArrayOutputStream(taken + 4096);
      header.fields().forEach(field -> whole.writeBytes(field.octets()));
      whole.writeBytes(new byte[] {'\r', '\n'});
      whole.writeBytes(body.toByteArray());
      return Message.of(whole.toByteArray());
    }

    /// Gives the memory back.
    void release() {
      room.addAndGet(taken);
      taken = 0;
      body = new ByteArrayOutputStream(0);
    }
  }
}

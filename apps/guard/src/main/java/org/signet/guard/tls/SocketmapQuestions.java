package org.signet.guard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.signet.foundation.text.Ascii;

/// Reads questions out of the octets of a socketmap connection: each is the netstring of a map's
/// name, a space and a key. Whatever the octets, it tells one of four things.
final class SocketmapQuestions {
  /// Octets of a question; a domain name has 255 at most.
  static final int MOST_OCTETS = 1_024;

  private static final int MOST_DIGITS = 4;

  /// A question with its netstring's frame.
  static final int CAPACITY = MOST_DIGITS + 1 + MOST_OCTETS + 1;

  private SocketmapQuestions() {}

  /// What stands at the beginning of the octets.
  sealed interface Next {
    /// A key is looked up.
    ///
    /// @param map the name of the table that is asked
    record Question(String map, String key) implements Next {}

    /// A netstring that is no question.
    record NoQuestion() implements Next {}

    /// Not all of it has come.
    record Partial() implements Next {}

    /// No netstring, or one that is too long; nothing can be made of what follows.
    record Broken() implements Next {}
  }

  private static final Next PARTIAL = new Next.Partial();
  private static final Next BROKEN = new Next.Broken();

  /// Takes a question out of a buffer that is ready to be read; what is partial stays.
  static Next take(ByteBuffer octets) {
    int at = octets.position();
    int length = 0;
    while (true) {
      if (at == octets.limit()) {
        return at - octets.position() > MOST_DIGITS ? BROKEN : PARTIAL;
      }
      int c = octets.get(at++);
      if (c == ':') {
        break;
      }
      if (!Ascii.isDigit(c) || at - octets.position() > MOST_DIGITS) {
        return BROKEN;
      }
      length = 10 * length + c - '0';
    }
    if (at - octets.position() == 1 || length > MOST_OCTETS) {
      return BROKEN;
    }
    if (octets.limit() - at <= length) {
      return PARTIAL;
    }
    if (octets.get(at + length) != ',') {
      return BROKEN;
    }
    var text = new byte[length];
    octets.get(at, text);
    octets.position(at + length + 1);
    return question(new String(text, ISO_8859_1));
  }

  private static Next question(String text) {
    int blank = text.indexOf(' ');
    return blank < 0
        ? new Next.NoQuestion()
        : new Next.Question(text.substring(0, blank), text.substring(blank + 1));
  }
}

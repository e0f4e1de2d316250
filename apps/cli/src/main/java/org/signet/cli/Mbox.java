package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import org.signet.foundation.text.Ascii;
import org.signet.message.Message;

/// A mailbox file: messages one after another, each behind a line such as `From alice@example.org
/// Thu Nov 23 13:43:35 2026` that stands at the start or behind an empty line (RFC 4155, Appendix
/// A). The empty line before it belongs to no message.
///
/// In bodies one `>` is taken from lines such as `>From ` and `>>From `, as the "mboxrd" form
/// wants: who wrote the file put it there, and a signature over the message does not know it.
final class Mbox {
  /// Octets of a line that tell whether it separates messages.
  private static final int PREFIX = 256;

  private static final int CHUNK = 64 << 10;

  private final Message file;

  Mbox(Message file) {
    this.file = file;
  }

  /// Takes the messages one by one.
  @FunctionalInterface
  interface Taker {
    /// Answers whether there shall be more.
    boolean take(int number, Message message);
  }

  /// Whether a file that starts with these octets is a mailbox file. `From :` would be a field with
  /// the blank that RFC 5322 §4.5 allows.
  static boolean startsLike(byte[] octets) {
    var start = new String(octets, 0, Math.min(octets.length, PREFIX), ISO_8859_1);
    return start.startsWith("From ") && !Ascii.trimFolding(start.substring(5)).startsWith(":");
  }

  /// Finds the messages in one pass, in the order of the file; each can be read as often as needed.
  void each(Taker taker) throws IOException {
    try (var in = file.open()) {
      new Cutting(in, taker).run();
    }
  }

  /// One pass over the file.
  private final class Cutting {
    private final InputStream in;
    private final Taker taker;
    private final StringBuilder line = new StringBuilder(PREFIX);

    private int number;

    /// Where the current message, the current line, and the line before it start.
    private long messageStart;

    private long lineStart;
    private long lastLineStart;
    private boolean afterEmptyLine = true;

    Cutting(InputStream in, Taker taker) {
      this.in = in;
      this.taker = taker;
    }

    void run() throws IOException {
      var chunk = new byte[CHUNK];
      long at = 0;
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (int i = 0; i < count; i++) {
          if (chunk[i] == '\n') {
            if (!endLine(at + i + 1)) {
              return;
            }
          } else if (line.length() < PREFIX) {
            line.append((char) (chunk[i] & 0xff));
          }
        }
        at += count;
      }
      finish(at);
    }

    /// The line ends before `next`. Answers whether to go on.
    private boolean endLine(long next) {
      if (afterEmptyLine && separates()) {
        if (number > 0 && !hand(lastLineStart)) {
          return false;
        }
        number++;
        messageStart = next;
      }
      afterEmptyLine = line.isEmpty() || (line.length() == 1 && line.charAt(0) == '\r');
      line.setLength(0);
      lastLineStart = lineStart;
      lineStart = next;
      return true;
    }

    private void finish(long end) {
      var endsEmpty = afterEmptyLine && line.isEmpty() && lastLineStart > messageStart;
      if (number > 0) {
        hand(endsEmpty ? lastLineStart : end);
      }
    }

    private boolean hand(long end) {
      long from = messageStart;
      long to = Math.max(from, end);
      return taker.take(number, () -> new MboxEntry(file.open(), from, to));
    }

    /// The first line may say anything behind `From `; a later one must name a time of day, so that
    /// a sentence that begins with "From" is none.
    private boolean separates() {
      return line.length() >= 5
          && line.charAt(0) == 'F'
          && line.charAt(1) == 'r'
          && line.charAt(2) == 'o'
          && line.charAt(3) == 'm'
          && line.charAt(4) == ' '
          && (number == 0 || namesTime());
    }

    private boolean namesTime() {
      for (int i = 5; i + 4 < line.length(); i++) {
        if (line.charAt(i + 2) == ':'
            && Ascii.isDigit(line.charAt(i))
            && Ascii.isDigit(line.charAt(i + 1))
            && Ascii.isDigit(line.charAt(i + 3))
            && Ascii.isDigit(line.charAt(i + 4))) {
          return true;
        }
      }
      return false;
    }
  }
}

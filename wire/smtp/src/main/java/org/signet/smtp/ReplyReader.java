package org.signet.smtp;

import java.util.ArrayList;
import org.signet.foundation.text.Ascii;
import org.signet.smtp.Loss.ReplyFault;

/// Reads replies (RFC 5321 §4.2). Bounded in the octets of a line and in lines; what is no reply
/// ends the session, since nobody can say where the next one would start.
final class ReplyReader {
  /// Octets of a line: four times the 512 of RFC 5321 §4.5.3.1.5, which real servers exceed.
  static final int MOST_LINE_OCTETS = 2_048;

  /// No reply needs more; a reply to EHLO names a line for each extension.
  static final int MOST_LINES = 100;

  private static final int CODE = 3;

  /// Octets of what was no reply that are kept.
  private static final int KEPT = 200;

  private ReplyReader() {}

  /// What was read.
  sealed interface Read {
    record Replied(Reply reply) implements Read {}

    record NoReply(ReplyFault fault, String said) implements Read {}

    record Ended(String detail) implements Read {}
  }

  static Read read(SmtpInput in) {
    var lines = new ArrayList<String>(4);
    int code = 0;
    while (lines.size() < MOST_LINES) {
      switch (in.lineOrNothing(MOST_LINE_OCTETS)) {
        case Line.Ended(var detail) -> {
          return new Read.Ended(detail);
        }
        case Line.Broken(var fault, var start) -> {
          var kind = fault == Line.Fault.TOO_LONG ? ReplyFault.LONG_LINE : ReplyFault.BROKEN_LINE;
          return noReply(kind, start);
        }
        case Line.Text(var line) -> {
          int here = code(line);
          if (here < 0) {
            return noReply(ReplyFault.NO_CODE, line);
          }
          if (code != 0 && here != code) {
            return noReply(ReplyFault.MIXED_CODES, line);
          }
          code = here;
          lines.add(line.length() > CODE ? line.substring(CODE + 1) : "");
          if (line.length() == CODE || line.charAt(CODE) == ' ') {
            return new Read.Replied(new Reply(code, lines));
          }
        }
      }
    }
    return noReply(ReplyFault.MANY_LINES, lines.getLast());
  }

  private static Read noReply(ReplyFault fault, String said) {
    return new Read.NoReply(fault, said.substring(0, Math.min(KEPT, said.length())));
  }

  /// The code of a line, or -1. A client goes by the first digit (RFC 5321 §4.3.2), so the others
  /// may be any; 1yz is no reply of SMTP. A code may stand alone (RFC 5321 §4.2).
  private static int code(String line) {
    if (line.length() < CODE
        || (line.length() > CODE && line.charAt(CODE) != ' ' && line.charAt(CODE) != '-')) {
      return -1;
    }
    int code = (int) Ascii.parseNumber(line.substring(0, CODE), 599);
    return code >= 200 ? code : -1;
  }
}

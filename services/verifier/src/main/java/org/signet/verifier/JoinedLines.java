package org.signet.verifier;

import java.util.List;
import org.signet.message.MessageStream.Sink;

/// Joins lines that were cut because they were too long: those of the length at which mail systems
/// cut are joined to the next. Some cut after 998 octets and go on with a space (Postfix) or
/// without;
/// some cut a little earlier, and write an exclamation mark there (Sendmail).
final class JoinedLines extends BodyUndoing {
  private static final int LIMIT = 998;
  private static final int MARKED_LIMIT = 970;
  private static final int CRLF = 2;

  private boolean joins;

  JoinedLines(Sink out) {
    super(out);
  }

  @Override
  List<Change> changes() {
    return List.of(Change.LINES_CUT);
  }

  @Override
  void line(byte[] octets, int length, boolean ends) {
    int from = joins && octets[0] == ' ' ? 1 : 0;
    int text = ends ? length - CRLF : length;
    joins = false;
    if (ends && text - from == LIMIT) {
      joins = true;
      pass(octets, from, text);
    } else if (ends
        && text - from > MARKED_LIMIT
        && text - from < LIMIT
        && octets[text - 1] == '!') {
      joins = true;
      pass(octets, from, text - 1);
    } else {
      pass(octets, from, length);
    }
  }
}

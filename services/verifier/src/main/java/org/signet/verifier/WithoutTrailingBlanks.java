package org.signet.verifier;

import java.util.List;
import org.signet.foundation.text.Ascii;
import org.signet.message.MessageStream.Sink;

/// Takes spaces and tabs away from the ends of lines.
final class WithoutTrailingBlanks extends BodyUndoing {
  private static final byte[] CRLF = {'\r', '\n'};

  WithoutTrailingBlanks(Sink out) {
    super(out);
  }

  @Override
  List<Change> changes() {
    return List.of(Change.TRAILING_BLANKS);
  }

  @Override
  void line(byte[] octets, int length, boolean ends) {
    int to = ends ? length - CRLF.length : length;
    while (to > 0 && Ascii.isBlank(octets[to - 1])) {
      to--;
    }
    pass(octets, 0, to);
    if (ends) {
      pass(CRLF);
    }
  }
}

package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.signet.message.MessageStream.Sink;

/// Undoes what a list does to a multipart message: it adds its footer as one more part at the end.
/// Parts are held back until it is known that another follows; a part that is too large to be a
/// footer is let go at once.
final class WithoutLastPart extends BodyUndoing {
  private final byte[] delimiter;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean holds;
  private String added = "";

  WithoutLastPart(String boundary, Sink out) {
    super(out);
    this.delimiter = ("--" + boundary).getBytes(ISO_8859_1);
  }

  @Override
  List<Change> changes() {
    return List.of(Change.FOOTER_ADDED);
  }

  @Override
  String added() {
    return added;
  }

  @Override
  void line(byte[] octets, int length, boolean ends) {
    if (startsWith(octets, length, delimiter)) {
      boolean closes =
          length >= delimiter.length + 2
              && octets[delimiter.length] == '-'
              && octets[delimiter.length + 1] == '-';
      if (closes && holds) {
        added = held.toString(ISO_8859_1);
        held.reset();
        holds = false;
        pass(octets, 0, length);
        return;
      }
      letGo();
      holds = !closes;
    }
    if (!holds) {
      pass(octets, 0, length);
      return;
    }
    held.write(octets, 0, length);
    if (held.size() > Undoing.MOST_ADDED_OCTETS) {
      letGo();
      holds = false;
    }
  }

  @Override
  void lastLine() {
    letGo();
  }

  private void letGo() {
    pass(held.toByteArray());
    held.reset();
  }
}

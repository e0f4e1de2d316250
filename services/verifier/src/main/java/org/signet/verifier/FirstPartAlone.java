package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.MessageStream.Sink;

/// Undoes what a list does to a message that was no multipart: it makes the message the first part
/// of a multipart and adds its footer as another. Only the text of the first part passes; its
/// header
/// is kept, since it was the message's own.
final class FirstPartAlone extends BodyUndoing {
  private static final int MOST_HEADER_OCTETS = 16 << 10;

  private final byte[] delimiter;
  private final StringBuilder header = new StringBuilder();
  private final StringBuilder added = new StringBuilder();
  private long addedOctets;
  private boolean held;
  private int delimiters;
  private boolean inHeader;

  FirstPartAlone(String boundary, Sink out) {
    super(out);
    this.delimiter = ("--" + boundary).getBytes(ISO_8859_1);
  }

  @Override
  List<Change> changes() {
    return List.of(Change.FOOTER_ADDED);
  }

  /// The content fields of the first part take the place of the message's.
  @Override
  Header header(Header arrived) {
    var fields = new ArrayList<Field>();
    for (var field : arrived.fields()) {
      if (!isContentField(field)) {
        fields.add(field);
      }
    }
    fields.addAll(
        MimeParts.fields(header.toString()).stream()
            .filter(FirstPartAlone::isContentField)
            .toList());
    return new Header(fields);
  }

  private static boolean isContentField(Field field) {
    return field.is("Content-Type") || field.is("Content-Transfer-Encoding");
  }

  /// What stands in the parts behind the first.
  @Override
  String added() {
    return added.toString();
  }

  @Override
  long addedOctets() {
    return addedOctets;
  }

  @Override
  void line(byte[] octets, int length, boolean ends) {
    if (startsWith(octets, length, delimiter)) {
      delimiters++;
      inHeader = delimiters == 1;
      return;
    }
    if (delimiters > 1) {
      addedOctets += length;
      if (added.length() < AlignedIfUndone.SHOWN_OCTETS) {
        added.append(new String(octets, 0, length, ISO_8859_1));
      }
    } else if (inHeader) {
      inHeader = !(length == 2 && octets[0] == '\r');
      if (header.length() < MOST_HEADER_OCTETS) {
        header.append(new String(octets, 0, length, ISO_8859_1));
      }
    } else if (delimiters == 1) {
      text(octets, length, ends);
    }
  }

  /// The line end before a delimiter belongs to the delimiter. RFC 2046 §5.1.1.
  private void text(byte[] octets, int length, boolean ends) {
    if (held) {
      pass(new byte[] {'\r', '\n'});
    }
    held = ends;
    pass(octets, 0, ends ? length - 2 : length);
  }
}

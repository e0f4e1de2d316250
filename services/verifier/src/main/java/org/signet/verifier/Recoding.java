package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.MessageStream.Sink;

/// Turns the text of a body, or of each part of a multipart body, from quoted-printable back into
/// 8-bit text, or the other way round (RFC 2045 §6.7), together with the field of the part that
/// says
/// so. What is in another encoding stays.
final class Recoding extends BodyUndoing {
  private static final String ENCODING = "Content-Transfer-Encoding";

  /// Boundaries that are followed; the message room bounds nesting likewise.
  private static final int MOST_BOUNDARIES = 50;

  private static final int MOST_HEADER_OCTETS = 16 << 10;
  private static final int ENCODED_LINE = 76;

  /// From what, to what.
  enum Direction {
    DECODE("quoted-printable", "8bit"),
    ENCODE("8bit", "quoted-printable");

    final String from;
    final String to;

    Direction(String from, String to) {
      this.from = from;
      this.to = to;
    }
  }

  private final Direction direction;
  private final List<byte[]> delimiters = new ArrayList<>();

  /// The header of the part that is being read.
  private final StringBuilder partHeader = new StringBuilder();

  private boolean inHeader;
  private boolean recodes;

  Recoding(Direction direction, Header arrived, Sink out) {
    super(out);
    this.direction = direction;
    this.recodes = !header(arrived).fields().equals(arrived.fields());
    arrived.first("Content-Type").ifPresent(field -> follow(field.value()));
  }

  @Override
  List<Change> changes() {
    return List.of(Change.RECODED);
  }

  @Override
  Header header(Header arrived) {
    return new Header(arrived.fields().stream().map(this::restored).toList());
  }

  /// The field with the other encoding, where it names the one that is undone.
  private Field restored(Field field) {
    var value = field.rawValue();
    if (!field.is(ENCODING) || !Ascii.equalsIgnoreCase(Ascii.trimFolding(value), direction.from)) {
      return field;
    }
    int at = value.length() - value.stripLeading().length();
    return Field.of(
        field.toString().substring(0, field.colon() + 1) + value.substring(0, at) + direction.to);
  }

  private void follow(String contentType) {
    MimeParts.boundary(contentType)
        .filter(_ -> delimiters.size() < MOST_BOUNDARIES)
        .ifPresent(boundary -> delimiters.add(("--" + boundary).getBytes(ISO_8859_1)));
  }

  @Override
  void line(byte[] octets, int length, boolean ends) {
    if (isDelimiter(octets, length)) {
      inHeader = true;
      recodes = false;
      partHeader.setLength(0);
      pass(octets, 0, length);
    } else if (inHeader) {
      header(octets, length);
    } else if (recodes) {
      text(octets, ends ? length - 2 : length, ends);
    } else {
      pass(octets, 0, length);
    }
  }

  private boolean isDelimiter(byte[] octets, int length) {
    return delimiters.stream().anyMatch(delimiter -> startsWith(octets, length, delimiter));
  }

  private void header(byte[] octets, int length) {
    partHeader.append(new String(octets, 0, length, ISO_8859_1));
    boolean over = length == 2 && octets[0] == '\r';
    if (over || partHeader.length() > MOST_HEADER_OCTETS) {
      endHeader();
    }
  }

  private void endHeader() {
    inHeader = false;
    for (var field : MimeParts.fields(partHeader.toString())) {
      var out = restored(field);
      recodes |= !out.equals(field);
      if (field.is("Content-Type")) {
        follow(field.value());
      }
      pass(out.octets());
    }
    pass(new byte[] {'\r', '\n'});
  }

  private void text(byte[] octets, int length, boolean ends) {
    switch (direction) {
      case DECODE -> decode(octets, length, ends);
      case ENCODE -> encode(octets, length, ends);
    }
  }

  private void decode(byte[] octets, int length, boolean ends) {
    int to = length;
    while (to > 0 && Ascii.isBlank(octets[to - 1])) {
      to--;
    }
    boolean soft = to > 0 && octets[to - 1] == '=';
    var out = new StringBuilder(to + 2);
    for (int i = 0; i < (soft ? to - 1 : to); i++) {
      boolean escape =
          octets[i] == '='
              && i + 2 < to
              && Ascii.isHexDigit(octets[i + 1])
              && Ascii.isHexDigit(octets[i + 2]);
      if (escape) {
        out.append((char) Integer.parseInt(new String(octets, i + 1, 2, ISO_8859_1), 16));
        i += 2;
      } else {
        out.append((char) (octets[i] & 0xff));
      }
    }
    if (ends && !soft) {
      out.append("\r\n");
    }
    pass(out.toString().getBytes(ISO_8859_1));
  }

  private void encode(byte[] octets, int length, boolean ends) {
    var out = new StringBuilder(length + length / 8 + 8);
    int column = 0;
    for (int i = 0; i < length; i++) {
      int octet = octets[i] & 0xff;
      boolean last = i == length - 1;
      boolean plain =
          (Ascii.isVisible(octet) && octet != '=') || (Ascii.isBlank(octet) && !(last && ends));
      var written = plain ? String.valueOf((char) octet) : String.format("=%02X", octet);
      if (column + written.length() > (last ? ENCODED_LINE : ENCODED_LINE - 1)) {
        out.append("=\r\n");
        column = 0;
      }
      out.append(written);
      column += written.length();
    }
    if (ends) {
      out.append("\r\n");
    }
    pass(out.toString().getBytes(ISO_8859_1));
  }
}

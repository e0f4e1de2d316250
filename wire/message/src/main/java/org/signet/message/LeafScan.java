package org.signet.message;

import static org.signet.message.Ambiguity.Reason.BASE64_SYNTAX;
import static org.signet.message.Ambiguity.Reason.HIDDEN_FILE;
import static org.signet.message.Ambiguity.Reason.QUOTED_PRINTABLE_SYNTAX;

import java.util.Arrays;
import org.signet.foundation.text.Ascii;

/// Looks at the content of a part without parts of its own for what decoders disagree about.
abstract sealed class LeafScan {
  /// Octets at the start of a line that are handed over in one piece, where the line has as many.
  static final int LINE_START = 100;

  final Ambiguities found;

  private LeafScan(Ambiguities found) {
    this.found = found;
  }

  /// Takes a piece of a line, without the line's end.
  abstract void accept(byte[] octets, int from, int to, boolean startsLine);

  /// The line has ended.
  void endLine() {}

  /// The content has ended.
  void finish() {}

  static LeafScan of(MimePart part, Ambiguities found) {
    return switch (part.encoding()) {
      case "base64" -> new Base64(found);
      case "quoted-printable" -> new QuotedPrintable(found);
      default -> part.isText() && part.isIdentity() ? new Text(found) : new Nothing(found);
    };
  }

  /// Whether content of this kind need not be looked at.
  boolean isIdle() {
    return this instanceof Nothing;
  }

  /// Content in which any octets are right.
  private static final class Nothing extends LeafScan {
    Nothing(Ambiguities found) {
      super(found);
    }

    @Override
    void accept(byte[] octets, int from, int to, boolean startsLine) {}
  }

  /// Text, in which a file may be wrapped as before MIME.
  private static final class Text extends LeafScan {
    private static final String BINHEX = "(This file must be converted with BinHex";

    Text(Ambiguities found) {
      super(found);
    }

    @Override
    void accept(byte[] octets, int from, int to, boolean startsLine) {
      if (startsLine && to - from > 8) {
        switch (octets[from]) {
          case 'b' -> note(isUuencode(octets, from, to), octets, from, to);
          case '=' -> note(Octets.startsWith(octets, from, to, "=ybegin "), octets, from, to);
          case '(' -> note(Octets.startsWith(octets, from, to, BINHEX), octets, from, to);
          default -> {}
        }
      }
    }

    private void note(boolean isFile, byte[] octets, int from, int to) {
      if (isFile) {
        found.note(HIDDEN_FILE, octets, from, to);
      }
    }

    /// `begin 644 name`.
    private static boolean isUuencode(byte[] octets, int from, int to) {
      return Octets.startsWith(octets, from, to, "begin ")
          && Ascii.isDigit(octets[from + 6])
          && Ascii.isDigit(octets[from + 7])
          && Ascii.isDigit(octets[from + 8]);
    }
  }

  /// RFC 2045 §6.8: letters of the alphabet, padding at the end alone, lines of 76.
  private static final class Base64 extends LeafScan {
    private static final byte[] LETTERS = new byte[256];

    private static final int LETTER = 0;
    private static final int PADDING = 1;
    private static final int BLANK = 2;
    private static final int OTHER = 3;

    static {
      Arrays.fill(LETTERS, (byte) OTHER);
      for (int c = 0; c < 128; c++) {
        if (Ascii.isLetterOrDigit(c) || c == '+' || c == '/') {
          LETTERS[c] = LETTER;
        }
      }
      LETTERS['='] = PADDING;
      LETTERS[' '] = BLANK;
      LETTERS['\t'] = BLANK;
    }

    private long letters;
    private int padding;
    private long lineLength;

    Base64(Ambiguities found) {
      super(found);
    }

    @Override
    void accept(byte[] octets, int from, int to, boolean startsLine) {
      if (found.has(BASE64_SYNTAX)) {
        return;
      }
      lineLength = (startsLine ? 0 : lineLength) + to - from;
      int i = from;
      if (padding == 0) {
        while (i < to && LETTERS[octets[i] & 0xff] == LETTER) {
          i++;
        }
        letters += i - from;
      }
      while (i < to) {
        take(octets[i++] & 0xff);
      }
    }

    private void take(int octet) {
      switch (LETTERS[octet]) {
        case LETTER -> {
          letters++;
          if (padding > 0) {
            found.note(BASE64_SYNTAX, "text behind the padding");
          }
        }
        case PADDING -> padding++;
        case BLANK -> {}
        default -> found.note(BASE64_SYNTAX, "the octet " + (char) octet);
      }
    }

    @Override
    void endLine() {
      if (lineLength > HeaderReview.MOST_LINE_OCTETS) {
        found.note(BASE64_SYNTAX, "a line of " + lineLength + " octets");
      }
    }

    @Override
    void finish() {
      endLine();
      if ((letters + padding) % 4 != 0 || padding > 2) {
        found.note(BASE64_SYNTAX, letters + " letters and " + padding + " of padding");
      }
    }
  }

  /// RFC 2045 §6.7: an equals sign comes before two upper-case hexadecimal digits or a line end.
  private static final class QuotedPrintable extends LeafScan {
    /// Octets behind the last equals sign: -1 where it is done, otherwise 0 or 1.
    private int behind = -1;

    private boolean blankBehind;

    QuotedPrintable(Ambiguities found) {
      super(found);
    }

    @Override
    void accept(byte[] octets, int from, int to, boolean startsLine) {
      for (int i = from; i < to && !found.has(QUOTED_PRINTABLE_SYNTAX); i++) {
        int c = octets[i];
        if (behind >= 0) {
          follow(c);
        } else if (c == '=') {
          behind = 0;
        }
      }
    }

    private void follow(int c) {
      if (behind == 0 && Ascii.isBlank(c)) {
        blankBehind = true;
        return;
      }
      if (blankBehind || !(Ascii.isDigit(c) || (c >= 'A' && c <= 'F'))) {
        found.note(QUOTED_PRINTABLE_SYNTAX, "= before " + (char) (c & 0xff));
        behind = -1;
        blankBehind = false;
        return;
      }
      behind = behind == 0 ? 1 : -1;
    }

    @Override
    void endLine() {
      if (behind == 1 || blankBehind) {
        found.note(QUOTED_PRINTABLE_SYNTAX, "= before the end of a line");
      }
      behind = -1;
      blankBehind = false;
    }

    @Override
    void finish() {
      endLine();
    }
  }
}

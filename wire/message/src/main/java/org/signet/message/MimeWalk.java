package org.signet.message;

import static org.signet.message.Ambiguity.Reason.BARE_LINE_END_IN_BODY;
import static org.signet.message.Ambiguity.Reason.BOUNDARY_CLASH;
import static org.signet.message.Ambiguity.Reason.CLOSING_BOUNDARY_MISSING;
import static org.signet.message.Ambiguity.Reason.EPILOGUE_WITH_TEXT;
import static org.signet.message.Ambiguity.Reason.MIME_TOO_DEEP;
import static org.signet.message.Ambiguity.Reason.PART_HEADER;
import static org.signet.message.Ambiguity.Reason.PREAMBLE_WITH_PARTS;
import static org.signet.message.Ambiguity.Reason.TOO_MANY_PARTS;

import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.text.Ascii;

/// Walks through the parts of a message while its body passes by (RFC 2046), tells where they begin
/// and end, and notes what readers could take differently. Never decodes, never keeps content:
/// constant memory, linear time, at most [#MOST_DEPTH] levels and [#MOST_PARTS] parts.
///
/// A body without parts that needs no look is passed over at once.
public final class MimeWalk implements MessageStream.Sink {
  /// Levels of multiparts and messages in one another.
  public static final int MOST_DEPTH = 50;

  /// Parts, the message itself not counted.
  public static final int MOST_PARTS = 1_000;

  private static final byte[] CRLF = {'\r', '\n'};

  /// Hears of parts in the order of the message.
  public interface Parts {
    /// The part's header has ended.
    void begin(MimePart part, Header header);

    /// The part has ended; those inside it before.
    void end(MimePart part);

    /// Nobody hears.
    static Parts ignored() {
      return new Parts() {
        @Override
        public void begin(MimePart part, Header header) {}

        @Override
        public void end(MimePart part) {}
      };
    }
  }

  private enum Mode {
    PREAMBLE,
    HEADER,
    LEAF,
    EPILOGUE,
    /// Nothing is looked at any more.
    DONE
  }

  private final Parts parts;
  private final Ambiguities found = new Ambiguities();
  private final MimeLines lines = new MimeLines(this);
  private final List<MimeFrame> frames = new ArrayList<>(4);
  private Mode mode = Mode.LEAF;
  private HeaderReader reader = new HeaderReader();
  private boolean headerIsEmpty;
  private LeafScan scan;
  private MimePart leaf;
  private int count;

  public MimeWalk(Header header) {
    this(header, Parts.ignored());
  }

  public MimeWalk(Header header, Parts parts) {
    this.parts = parts;
    var fields = new MimeFields(header, "text/plain", found);
    this.leaf = fields.review(0, 0);
    this.scan = LeafScan.of(leaf, found);
    begin(leaf, header, fields);
  }

  /// Takes the next octets of the body.
  @Override
  public void accept(byte[] octets, int from, int to) {
    if (!isDone()) {
      lines.accept(octets, from, to);
    }
  }

  /// Whether nothing that follows could change what is known.
  boolean isDone() {
    return mode == Mode.DONE || (frames.isEmpty() && scan.isIdle());
  }

  /// The body has ended: everything of kind CONTENT that its structure shows.
  public List<Ambiguity> finish() {
    lines.finish();
    if (mode == Mode.HEADER) {
      endHeader();
    }
    leaveTo(0);
    mode = Mode.DONE;
    return found.list();
  }

  private void begin(MimePart part, Header header, MimeFields fields) {
    parts.begin(part, header);
    var boundary = fields.boundary();
    var holdsParts = (part.isMultipart() && boundary.isPresent()) || part.isMessage();
    if (!holdsParts || !part.isIdentity()) {
      beginLeaf(part);
    } else if (frames.size() == MOST_DEPTH) {
      found.note(MIME_TOO_DEEP, "more than " + MOST_DEPTH + " levels");
      beginLeaf(part);
    } else if (part.isMessage()) {
      frames.add(MimeFrame.message(part));
      beginHeader();
    } else {
      beginMultipart(MimeFrame.multipart(part, boundary.get()));
    }
  }

  private void beginMultipart(MimeFrame frame) {
    for (var outer : frames) {
      if (outer.clashesWith(frame)) {
        found.note(BOUNDARY_CLASH, frame.boundary());
      }
    }
    frames.add(frame);
    mode = Mode.PREAMBLE;
  }

  private void beginLeaf(MimePart part) {
    leaf = part;
    scan = LeafScan.of(part, found);
    mode = Mode.LEAF;
  }

  private void beginHeader() {
    reader = new HeaderReader();
    mode = Mode.HEADER;
  }

  /// The empty line behind the header of a part, or of a message in a part.
  private void endHeader() {
    var header = reader.header();
    if (++count > MOST_PARTS) {
      found.note(TOO_MANY_PARTS, "more than " + MOST_PARTS);
      frames.forEach(MimeFrame::close);
      mode = Mode.DONE;
      return;
    }
    var fields = new MimeFields(header, frames.getLast().defaultType(), found);
    begin(fields.review(count, frames.size()), header, fields);
    headerIsEmpty = header.fields().isEmpty();
  }

  /// Leaves the innermost part and everything down to this many frames.
  private void leaveTo(int depth) {
    if (mode == Mode.LEAF) {
      scan.finish();
      parts.end(leaf);
    }
    while (frames.size() > depth) {
      var frame = frames.removeLast();
      if (frame.isOpen()) {
        found.note(CLOSING_BOUNDARY_MISSING, frame.boundary());
      }
      parts.end(frame.part());
    }
  }

  /// Whether a line that starts with two hyphens could part anything.
  boolean hasBoundaries() {
    return !frames.isEmpty();
  }

  /// Takes a line that starts with two hyphens, where it parts something.
  ///
  /// @return whether it does
  boolean takeDelimiter(byte[] octets, int from, int to) {
    for (int i = frames.size() - 1; i >= 0; i--) {
      var frame = frames.get(i);
      switch (frame.match(octets, from, to)) {
        case NONE -> {}
        case PREFIX -> found.note(BOUNDARY_CLASH, octets, from, to);
        case NEXT -> {
          if (leaveParts(i)) {
            beginHeader();
          }
          return true;
        }
        case CLOSE -> {
          if (leaveParts(i)) {
            frame.close();
            mode = Mode.EPILOGUE;
          }
          return true;
        }
      }
    }
    return false;
  }

  /// Leaves everything inside of this frame; false where the walk is over.
  private boolean leaveParts(int frame) {
    if (mode == Mode.HEADER) {
      found.note(PART_HEADER, "no empty line behind it");
      endHeader();
    }
    if (mode == Mode.DONE) {
      return false;
    }
    leaveTo(frame + 1);
    return true;
  }

  /// Takes a piece of a line that parts nothing, without the line's end.
  void content(byte[] octets, int from, int to, boolean startsLine) {
    switch (mode) {
      case HEADER -> reader.accept(octets, from, to);
      case LEAF -> {
        if (startsLine && headerIsEmpty) {
          reviewFirstLine(octets, from, to);
        }
        scan.accept(octets, from, to, startsLine);
      }
      case PREAMBLE -> {
        if (startsLine && Octets.startsWith(octets, from, to, "content-")) {
          found.note(PREAMBLE_WITH_PARTS, octets, from, to);
        }
      }
      case EPILOGUE -> {
        for (int i = from; i < to; i++) {
          if (!Ascii.isBlank(octets[i])) {
            found.note(EPILOGUE_WITH_TEXT, octets, i, to);
            return;
          }
        }
      }
      case DONE -> {}
    }
  }

  /// A part without header fields that goes on as if it had some: for a reader who skips the empty
  /// line, it has.
  private void reviewFirstLine(byte[] octets, int from, int to) {
    if (to > from) {
      headerIsEmpty = false;
      if (Octets.startsWith(octets, from, to, "content-")) {
        found.note(PART_HEADER, octets, from, to);
      }
    }
  }

  /// A line that parts nothing has ended.
  void endLine(boolean isEmpty) {
    if (mode == Mode.LEAF) {
      scan.endLine();
    } else if (mode == Mode.HEADER && isEmpty) {
      endHeader();
    } else if (mode == Mode.HEADER) {
      reader.accept(CRLF, 0, CRLF.length);
    }
  }

  void bareLineEnd(String which) {
    found.note(BARE_LINE_END_IN_BODY, which);
  }
}

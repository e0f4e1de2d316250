package org.signet.message;

import java.io.IOException;
import java.io.InputStream;

/// One reading of a message: the header, which is kept, and then the body, which passes once, in
/// chunks. Costs the same memory for every size of body.
///
/// ```java
/// try (var stream = MessageStream.open(message)) {
///   var header = stream.header();
///   stream.transferTo((octets, from, to) -> digest.update(octets, from, to - from));
/// }
/// ```
public final class MessageStream implements AutoCloseable {
  private static final int CHUNK = 8 << 10;

  private final InputStream in;
  private final InputEdge edge;
  private final Header header;

  /// The chunk in which the header ended; body octets first.
  private final byte[] chunk;

  private int at;
  private final int end;

  private MessageStream(InputStream in, LineEnds lineEnds) throws IOException {
    this.in = in;
    this.edge = new InputEdge(in, lineEnds);
    this.chunk = new byte[CHUNK];
    var reader = new HeaderReader();
    int filled = 0;
    int used = 0;
    while (used == filled && !reader.isDone()) {
      filled = edge.read(chunk, 0, CHUNK);
      if (filled < 0) {
        filled = 0;
        used = 0;
        break;
      }
      used = reader.accept(chunk, 0, filled);
    }
    this.header = reader.header();
    this.at = used;
    this.end = filled;
  }

  /// Reads the header of a message in a file, a mailbox or memory.
  public static MessageStream open(Message message) throws IOException {
    return open(message.open(), LineEnds.FILE);
  }

  /// Reads the header from the stream, which is closed with this one.
  public static MessageStream open(InputStream in, LineEnds lineEnds) throws IOException {
    try {
      return new MessageStream(in, lineEnds);
    } catch (IOException e) {
      try (in) {
        throw e;
      }
    }
  }

  public Header header() {
    return header;
  }

  /// Reads the next octets of the body: at least one, or -1 at its end.
  public int read(byte[] into) throws IOException {
    if (at < end) {
      int count = Math.min(into.length, end - at);
      System.arraycopy(chunk, at, into, 0, count);
      at += count;
      return count;
    }
    return edge.read(into, 0, into.length);
  }

  /// Something that body octets pass through.
  @FunctionalInterface
  public interface Sink {
    /// Takes the octets from `from` to before `to`; the array is used again after the call.
    void accept(byte[] octets, int from, int to);
  }

  /// Passes the rest of the body to the sink and answers how many octets it was.
  public long transferTo(Sink sink) throws IOException {
    long total = 0;
    int from = at;
    int to = end;
    at = end;
    while (to >= 0) {
      if (to > from) {
        sink.accept(chunk, from, to);
        total += to - from;
      }
      from = 0;
      to = edge.read(chunk, 0, CHUNK);
    }
    return total;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

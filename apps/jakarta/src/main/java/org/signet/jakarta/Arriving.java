package org.signet.jakarta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;

/// Takes a message as it is written, whose lines end with CRLF: the header is kept, and then a
/// session of work on the body begins, through which the body passes.
final class Arriving<S> extends OutputStream {
  private static final String HEADER_END = "\r\n\r\n";

  private final Function<Header, S> begin;
  private final Passing<S> passing;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();

  /// Octets of [#HEADER_END] that were just seen; a message may begin with an empty line.
  private int seen = 2;

  private Optional<S> session = Optional.empty();

  /// How a session takes octets of the body.
  @FunctionalInterface
  interface Passing<S> {
    void body(S session, byte[] octets, int from, int to);
  }

  Arriving(Function<Header, S> begin, Passing<S> passing) {
    this.begin = begin;
    this.passing = passing;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    int at = from;
    int to = from + count;
    while (session.isEmpty() && at < to) {
      header(octets[at++]);
    }
    if (session.isPresent()) {
      passing.body(session.get(), octets, at, to);
    }
  }

  private void header(byte octet) throws IOException {
    header.write(octet);
    if (octet == HEADER_END.charAt(seen)) {
      seen++;
    } else {
      seen = octet == '\r' ? 1 : 0;
    }
    if (seen == HEADER_END.length()) {
      session = Optional.of(begin());
    }
  }

  private S begin() throws IOException {
    try (var stream = MessageStream.open(Message.of(header.toByteArray()))) {
      return begin.apply(stream.header());
    }
  }

  /// The session, at the end of the message.
  S end() throws IOException {
    return session.isPresent() ? session.get() : begin();
  }
}

package org.signet.https;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.https.Fetched.Cause;

/// Reads one answer of HTTP/1.1 to a GET or POST (RFC 9112), and nothing after it. It keeps to what
/// a server of ours would be allowed to say: where the framing could be read in two ways, there is
/// no answer.
///
/// The body of an answer without success is not read: only its status counts.
final class HttpReader {
  /// Hexadecimal digits of the size of a chunk.
  private static final int MOST_SIZE_DIGITS = 8;

  private static final int NO_CONTENT = 204;
  private static final int MULTIPLE_CHOICES = 300;

  private final InputStream in;
  private final HttpLines lines;
  private final BooleanSupplier isCutOff;
  private final StringBuilder body = new StringBuilder();

  /// @param isCutOff asked at the end of the stream: whether somebody may have cut it off, rather
  ///     than the server ended it
  HttpReader(InputStream in, BooleanSupplier isCutOff) {
    this.in = in;
    this.lines = new HttpLines(in);
    this.isCutOff = isCutOff;
  }

  /// @throws IOException where the stream does
  Fetched read() throws IOException {
    try {
      int status = status();
      var fields = fields();
      while (status < 200) {
        status = status();
        fields = fields();
      }
      if (status < MULTIPLE_CHOICES && status != NO_CONTENT) {
        readBody(fields);
      }
      return new Fetched.Answered(status, fields.mediaType.orElse(""), body.toString());
    } catch (NoHttp refused) {
      return refused.failed();
    }
  }

  /// `HTTP/1.1 200 OK`; the reason may be missing. RFC 9112 §4
  private int status() throws IOException, NoHttp {
    var line = new Cursor(lines.next());
    var version = line.takeWhile(c -> c != ' ');
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw NoHttp.because("the answer does not begin with HTTP/1.1");
    }
    line.take(' ');
    var digits = line.takeWhile(Ascii::isDigit);
    var isStatus = digits.length() == 3 && digits.charAt(0) >= '1' && digits.charAt(0) <= '5';
    if (!isStatus || !(line.atEnd() || line.peek() == ' ') || digits.equals("101")) {
      throw NoHttp.because("the answer has no status");
    }
    return (int) Ascii.parseNumber(digits, 999);
  }

  /// What the fields of an answer say about its body.
  private record Fields(Optional<String> mediaType, Optional<Long> length, boolean isChunked) {}

  private Fields fields() throws IOException, NoHttp {
    Optional<String> mediaType = Optional.empty();
    Optional<Long> length = Optional.empty();
    var isChunked = false;
    for (var line = lines.next(); !line.isEmpty(); line = lines.next()) {
      var field = HttpLines.field(line);
      var value = field.value();
      switch (field.name()) {
        case "content-type" -> mediaType = mediaType.or(() -> Optional.of(value));
        case "content-length" -> length = Optional.of(length(value, length));
        case "transfer-encoding" -> isChunked = chunked(value, isChunked);
        case "content-encoding" -> requireIdentity(value);
        default -> {}
      }
    }
    if (isChunked && length.isPresent()) {
      throw NoHttp.because("the body has a length and comes in chunks");
    }
    return new Fields(mediaType, length, isChunked);
  }

  /// RFC 9112 §6.2, §6.3
  private static long length(String value, Optional<Long> before) throws NoHttp {
    long length = Ascii.parseNumber(value, Long.MAX_VALUE);
    if (length < 0 || before.isPresent()) {
      throw NoHttp.because("the length of the body is not one number");
    }
    return length;
  }

  private static boolean chunked(String value, boolean before) throws NoHttp {
    if (before || !Ascii.equalsIgnoreCase(value, "chunked")) {
      throw NoHttp.because("the transfer coding is not chunked");
    }
    return true;
  }

  private static void requireIdentity(String coding) throws NoHttp {
    if (!Ascii.equalsIgnoreCase(coding, "identity")) {
      throw NoHttp.because("the body is packed, which nobody asked for");
    }
  }

  private void readBody(Fields fields) throws IOException, NoHttp {
    if (fields.isChunked) {
      readChunks();
    } else if (fields.length.isPresent()) {
      readExactly(fields.length.get());
    } else {
      readToEnd();
    }
  }

  private void readExactly(long octets) throws IOException, NoHttp {
    if (octets > Https.MOST_OCTETS - body.length()) {
      throw tooLarge();
    }
    var read = in.readNBytes((int) octets);
    if (read.length < octets) {
      throw NoHttp.brokenOff();
    }
    body.append(new String(read, StandardCharsets.ISO_8859_1));
  }

  private void readToEnd() throws IOException, NoHttp {
    var read = in.readNBytes(Https.MOST_OCTETS + 1);
    if (read.length > Https.MOST_OCTETS) {
      throw tooLarge();
    }
    if (isCutOff.getAsBoolean()) {
      throw NoHttp.brokenOff();
    }
    body.append(new String(read, StandardCharsets.ISO_8859_1));
  }

  /// RFC 9112 §7.1
  private void readChunks() throws IOException, NoHttp {
    while (true) {
      long size = chunkSize(lines.next());
      if (size == 0) {
        break;
      }
      readExactly(size);
      if (!lines.next().isEmpty()) {
        throw NoHttp.because("a chunk is longer than its size");
      }
    }
    while (!lines.next().isEmpty()) {
      // Trailers mean nothing here.
    }
  }

  private static long chunkSize(String line) throws NoHttp {
    var in = new Cursor(line);
    var digits = in.takeWhile(Ascii::isHexDigit);
    in.skipWhile(Ascii::isBlank);
    var isSize = !digits.isEmpty() && digits.length() <= MOST_SIZE_DIGITS;
    if (!isSize || !(in.atEnd() || in.peek() == ';')) {
      throw NoHttp.because("a chunk has no size");
    }
    return Long.parseLong(digits, 16);
  }

  private static NoHttp tooLarge() {
    return new NoHttp(Cause.TOO_LARGE, "the body is larger than " + Https.MOST_OCTETS + " octets");
  }
}

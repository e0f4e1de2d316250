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
  /// Octets that are no body: status line, fields, interim answers, sizes of chunks, trailers.
  static final int MOST_FRAMING = 32 << 10;

  /// Octets of all chunks' sizes, in hexadecimal digits of one.
  private static final int MOST_SIZE_DIGITS = 8;

  private static final int NO_CONTENT = 204;
  private static final int MULTIPLE_CHOICES = 300;

  private final InputStream in;
  private final BooleanSupplier isCutOff;
  private final StringBuilder body = new StringBuilder();
  private int framing;

  /// @param isCutOff asked at the end of the stream: whether somebody may have cut it off, rather
  ///     than the server ended it
  HttpReader(InputStream in, BooleanSupplier isCutOff) {
    this.in = in;
    this.isCutOff = isCutOff;
  }

  /// Leaves the reading, which has come to a failure.
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Fetched.Failed failed;

    Refused(Cause cause, String detail) {
      super(detail, null, false, false);
      failed = new Fetched.Failed(cause, detail);
    }
  }

  private static Refused noHttp(String detail) {
    return new Refused(Cause.PROTOCOL, detail);
  }

  private static Refused brokenOff() {
    return new Refused(Cause.CONNECTION, "the connection broke off within the answer");
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
    } catch (Refused refused) {
      return refused.failed;
    }
  }

  /// `HTTP/1.1 200 OK`; the reason may be missing. RFC 9112 §4
  private int status() throws IOException, Refused {
    var line = new Cursor(line());
    var version = line.takeWhile(c -> c != ' ');
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw noHttp("the answer does not begin with HTTP/1.1");
    }
    line.take(' ');
    var digits = line.takeWhile(Ascii::isDigit);
    var isStatus = digits.length() == 3 && digits.charAt(0) >= '1' && digits.charAt(0) <= '5';
    if (!isStatus || !(line.atEnd() || line.peek() == ' ') || digits.equals("101")) {
      throw noHttp("the answer has no status");
    }
    return (int) Ascii.parseNumber(digits, 999);
  }

  /// What the fields of an answer say about its body.
  private record Fields(Optional<String> mediaType, Optional<Long> length, boolean isChunked) {}

  private Fields fields() throws IOException, Refused {
    Optional<String> mediaType = Optional.empty();
    Optional<Long> length = Optional.empty();
    var isChunked = false;
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      var name = colon < 0 ? "" : Ascii.toLower(line.substring(0, colon));
      if (name.isEmpty() || !name.chars().allMatch(HttpReader::isTokenOctet)) {
        throw noHttp("a line of the header is no field");
      }
      var value = Ascii.trimFolding(line.substring(colon + 1));
      switch (name) {
        case "content-type" -> mediaType = mediaType.or(() -> Optional.of(value));
        case "content-length" -> length = Optional.of(length(value, length));
        case "transfer-encoding" -> isChunked = chunked(value, isChunked);
        case "content-encoding" -> requireIdentity(value);
        default -> {}
      }
    }
    if (isChunked && length.isPresent()) {
      throw noHttp("the body has a length and comes in chunks");
    }
    return new Fields(mediaType, length, isChunked);
  }

  /// RFC 9112 §6.2, §6.3
  private static long length(String value, Optional<Long> before) throws Refused {
    long length = Ascii.parseNumber(value, Long.MAX_VALUE);
    if (length < 0 || before.isPresent()) {
      throw noHttp("the length of the body is not one number");
    }
    return length;
  }

  private static boolean chunked(String value, boolean before) throws Refused {
    if (before || !Ascii.equalsIgnoreCase(value, "chunked")) {
      throw noHttp("the transfer coding is not chunked");
    }
    return true;
  }

  private static void requireIdentity(String coding) throws Refused {
    if (!Ascii.equalsIgnoreCase(coding, "identity")) {
      throw noHttp("the body is packed, which nobody asked for");
    }
  }

  private static boolean isTokenOctet(int c) {
    return Ascii.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private void readBody(Fields fields) throws IOException, Refused {
    if (fields.isChunked) {
      readChunks();
    } else if (fields.length.isPresent()) {
      readExactly(fields.length.get());
    } else {
      readToEnd();
    }
  }

  private void readExactly(long octets) throws IOException, Refused {
    if (octets > Https.MOST_OCTETS - body.length()) {
      throw tooLarge();
    }
    var read = in.readNBytes((int) octets);
    if (read.length < octets) {
      throw brokenOff();
    }
    body.append(new String(read, StandardCharsets.ISO_8859_1));
  }

  private void readToEnd() throws IOException, Refused {
    var read = in.readNBytes(Https.MOST_OCTETS + 1);
    if (read.length > Https.MOST_OCTETS) {
      throw tooLarge();
    }
    if (isCutOff.getAsBoolean()) {
      throw brokenOff();
    }
    body.append(new String(read, StandardCharsets.ISO_8859_1));
  }

  /// RFC 9112 §7.1
  private void readChunks() throws IOException, Refused {
    while (true) {
      long size = chunkSize(line());
      if (size == 0) {
        break;
      }
      readExactly(size);
      if (!line().isEmpty()) {
        throw noHttp("a chunk is longer than its size");
      }
    }
    while (!line().isEmpty()) {
      // Trailers mean nothing here.
    }
  }

  private static long chunkSize(String line) throws Refused {
    var in = new Cursor(line);
    var digits = in.takeWhile(Ascii::isHexDigit);
    in.skipWhile(Ascii::isBlank);
    var isSize = !digits.isEmpty() && digits.length() <= MOST_SIZE_DIGITS;
    if (!isSize || !(in.atEnd() || in.peek() == ';')) {
      throw noHttp("a chunk has no size");
    }
    return Long.parseLong(digits, 16);
  }

  private static Refused tooLarge() {
    return new Refused(Cause.TOO_LARGE, "the body is larger than " + Https.MOST_OCTETS + " octets");
  }

  /// A line without its end, CRLF or LF alone (RFC 9112 §2.2).
  private String line() throws IOException, Refused {
    var line = new StringBuilder();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw brokenOff();
      }
      if (++framing > MOST_FRAMING) {
        throw noHttp("the header is larger than " + MOST_FRAMING + " octets");
      }
      if (octet == '\n') {
        break;
      }
      line.append((char) octet);
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    if (line.chars().anyMatch(c -> c == '\r' || c == 0)) {
      throw noHttp("a line holds an octet that no line may");
    }
    return line.toString();
  }
}

package org.signet.https;

import java.io.IOException;
import java.io.InputStream;
import org.signet.foundation.text.Ascii;

/// The lines of an HTTP/1.1 message, all that is no body: bounded together. RFC 9112 §2
final class HttpLines {
  /// Octets of all lines: of the start, of fields, of interim answers, sizes of chunks, trailers.
  static final int MOST_OCTETS = 32 << 10;

  private final InputStream in;
  private int octets;

  HttpLines(InputStream in) {
    this.in = in;
  }

  /// A field of a header.
  ///
  /// @param name in lower case
  record Field(String name, String value) {}

  /// The next line without its end, CRLF or LF alone (§2.2).
  String next() throws IOException, NoHttp {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw NoHttp.brokenOff();
      }
      count();
      line.append((char) octet);
    }
    count();
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    if (line.chars().anyMatch(c -> c == '\r' || c == 0)) {
      throw NoHttp.because("a line holds an octet that no line may");
    }
    return line.toString();
  }

  private void count() throws NoHttp {
    if (++octets > MOST_OCTETS) {
      throw NoHttp.because("the header is larger than " + MOST_OCTETS + " octets");
    }
  }

  /// The field in a line; a continued one (§5.2) is none.
  static Field field(String line) throws NoHttp {
    int colon = line.indexOf(':');
    var name = colon < 0 ? "" : Ascii.toLower(line.substring(0, colon));
    if (name.isEmpty() || !name.chars().allMatch(HttpLines::isTokenOctet)) {
      throw NoHttp.because("a line of the header is no field");
    }
    return new Field(name, Ascii.trimFolding(line.substring(colon + 1)));
  }

  private static boolean isTokenOctet(int c) {
    return Ascii.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}

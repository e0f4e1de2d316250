package org.signet.dkim;

/// The form `simple`: empty lines at the end become one CRLF, and there is always one. RFC 6376
/// §3.4.3.
final class SimpleBody extends CanonicalBody {
  SimpleBody() {
    super(Canonicalization.SIMPLE);
  }

  @Override
  void write(byte[] octets, int from, int to) {
    int at = from;
    if (cr && at < to) {
      cr = false;
      if (octets[at] == '\n') {
        lines++;
        at++;
      } else {
        writeLines();
        write('\r');
      }
    }
    take(octets, at, to, false);
  }

  @Override
  void writeEnd() {
    if (cr) {
      writeLines();
      write('\r');
    }
    writeLastLine();
  }
}

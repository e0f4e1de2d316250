package org.signet.jakarta;

import java.io.IOException;
import java.io.OutputStream;

/// Ends every line with CRLF. A CR or LF alone ends a line too.
final class CrlfLines extends OutputStream {
  private static final int CHUNK = 8 << 10;

  private final OutputStream out;
  private final byte[] chunk = new byte[CHUNK];
  private int filled;
  private boolean isAfterCr;

  CrlfLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int octet) throws IOException {
    if (octet == '\r' || (octet == '\n' && !isAfterCr)) {
      put('\r');
      put('\n');
    } else if (octet != '\n') {
      put(octet);
    }
    isAfterCr = octet == '\r';
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      write(octets[i]);
    }
  }

  private void put(int octet) throws IOException {
    if (filled == CHUNK) {
      drain();
    }
    chunk[filled++] = (byte) octet;
  }

  private void drain() throws IOException {
    out.write(chunk, 0, filled);
    filled = 0;
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }
}

package org.signet.tlsrpt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/// The octets of a report, unpacked where they are gzip (RFC 1952), and counted: not more than a
/// report has, and not many times more than came. Members that stand one behind the other count
/// together.
final class Unpacked extends FilterInputStream {
  /// Octets of a report.
  static final long MOST_OCTETS = 50L << 20;

  /// Octets for each that came. A report of equal rows comes to some 50.
  static final long MOST_RATIO = 200;

  /// Octets that are not compared yet: so few compress in any ratio, and cost nothing.
  private static final long FREE_OCTETS = 1L << 20;

  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;

  /// There is too much of it.
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(String message) {
      super(message);
    }
  }

  /// Counts what came.
  private static final class Counter extends FilterInputStream {
    private long count;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count += octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] buffer, int from, int most) throws IOException {
      int taken = super.read(buffer, from, most);
      count += Math.max(0, taken);
      return taken;
    }
  }

  private final Counter packed;
  private long count;

  private Unpacked(InputStream unpacked, Counter packed) {
    super(unpacked);
    this.packed = packed;
  }

  static Unpacked of(InputStream in) throws IOException {
    var counter = new Counter(in);
    var start = new PushbackInputStream(counter, 2);
    int first = start.read();
    int second = first < 0 ? -1 : start.read();
    if (second >= 0) {
      start.unread(second);
    }
    if (first >= 0) {
      start.unread(first);
    }
    return first == GZIP_1 && second == GZIP_2
        ? new Unpacked(new GZIPInputStream(start, 8 << 10), counter)
        : new Unpacked(start, counter);
  }

  private void count(int taken) throws IOException {
    count += Math.max(0, taken);
    if (count > MOST_OCTETS) {
      throw new TooLarge("more than " + MOST_OCTETS + " octets");
    }
    if (count > FREE_OCTETS && count / MOST_RATIO > packed.count) {
      throw new TooLarge("more than " + MOST_RATIO + " octets for each that came");
    }
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    count(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int from, int most) throws IOException {
    int taken = super.read(buffer, from, most);
    count(taken);
    return taken;
  }
}

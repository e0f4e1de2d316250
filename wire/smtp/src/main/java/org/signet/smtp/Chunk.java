package org.signet.smtp;

import static org.signet.foundation.spec.Spec.RFC3030;

import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;

/// The argument of BDAT: how many octets follow, and whether they are the last (RFC 3030 §2).
public record Chunk(long size, boolean isLast) {
  /// Larger chunks are refused before any octet of them is read.
  public static final long MOST_OCTETS = Integer.MAX_VALUE;

  public Chunk {
    if (size < 0 || size > MOST_OCTETS) {
      throw new IllegalArgumentException("no size of a chunk: " + size);
    }
  }

  /// Reads the argument, `SIZE` or `SIZE LAST`.
  public static Parsed<Chunk> parse(String argument) {
    var rule = RFC3030.section("2");
    int blank = argument.indexOf(' ');
    var digits = blank < 0 ? argument : argument.substring(0, blank);
    long size = Ascii.parseNumber(digits, MOST_OCTETS);
    if (size < 0) {
      return Parsed.malformed(argument, 0, "a size of at most " + MOST_OCTETS + " octets", rule);
    }
    if (blank >= 0 && !Ascii.equalsIgnoreCase(argument.substring(blank + 1), "LAST")) {
      return Parsed.malformed(argument, blank + 1, "LAST or nothing", rule);
    }
    return Parsed.ok(new Chunk(size, blank >= 0));
  }
}

package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.OptionalLong;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.HashAlgorithm;
import org.signet.message.MessageStream.Sink;

/// Keeps the last octets of what passes.
final class Tail implements Sink {
  private static final int KEPT = 2 * Undoing.MOST_ADDED_OCTETS;

  private final Sink out;
  private final byte[] kept = new byte[2 * KEPT];
  private int length;

  Tail(Sink out) {
    this.out = out;
  }

  @Override
  public void accept(byte[] octets, int from, int to) {
    out.accept(octets, from, to);
    int count = Math.min(to - from, KEPT);
    if (length + count > kept.length) {
      System.arraycopy(kept, length - KEPT, kept, 0, KEPT);
      length = KEPT;
    }
    System.arraycopy(octets, to - count, kept, length, count);
    length += count;
  }

  /// The last lines that are this many octets in the canonical form.
  String last(long canonicalOctets, Canonicalization form) {
    for (int from = length - 1; from > 0; from--) {
      boolean isLineStart = kept[from - 1] == '\n';
      if (isLineStart && octets(from, form) >= canonicalOctets) {
        return new String(kept, from, length - from, ISO_8859_1);
      }
    }
    return new String(kept, 0, length, ISO_8859_1);
  }

  private long octets(int from, Canonicalization form) {
    var hasher = new BodyHasher();
    hasher.want(form, HashAlgorithm.SHA256, OptionalLong.empty());
    hasher.update(kept, from, length);
    hasher.end();
    return hasher.digests().getFirst().octets();
  }
}

package org.signet.dkim;

import java.util.ArrayList;
import java.util.List;

/// A body on its way into its canonical form. What stays as it is goes on in runs as long as
/// possible, without a copy; lines that may turn out to be the empty ones at the end are held back
/// as a number.
abstract sealed class CanonicalBody permits SimpleBody, RelaxedBody {
  private final Canonicalization form;
  private final List<HashLane> lanes = new ArrayList<>(1);

  /// CRLFs read and not written: if nothing follows, they are the empty lines at the end.
  long lines;

  /// Whether a CR was read behind them and nothing since.
  boolean cr;

  /// Whether anything was written.
  private boolean written;

  CanonicalBody(Canonicalization form) {
    this.form = form;
  }

  final Canonicalization form() {
    return form;
  }

  /// The lane that hashes this form with that algorithm.
  final HashLane lane(HashAlgorithm algorithm) {
    for (var lane : lanes) {
      if (lane.algorithm() == algorithm) {
        return lane;
      }
    }
    var lane = new HashLane(form, algorithm);
    lanes.add(lane);
    return lane;
  }

  /// Adds the hashes that were wanted, when the body has ended.
  final void addTo(List<BodyDigest> digests) {
    lanes.forEach(lane -> lane.addTo(digests));
  }

  abstract void write(byte[] octets, int from, int to);

  final void end() {
    writeEnd();
    lanes.forEach(HashLane::end);
  }

  /// Writes what is held back and still counts.
  abstract void writeEnd();

  /// Takes octets that stay as they are. CRLFs at their end are held back; so is a CR where
  /// nothing is known of what follows it.
  final void take(byte[] octets, int from, int to, boolean more) {
    int end = to;
    if (!more && end > from && octets[end - 1] == '\r') {
      cr = true;
      end--;
    }
    long after = 0;
    while (end - from >= 2 && octets[end - 2] == '\r' && octets[end - 1] == '\n') {
      end -= 2;
      after++;
    }
    if (end > from) {
      written = true;
      writeLines();
      for (var lane : lanes) {
        lane.write(octets, from, end);
      }
    }
    lines += after;
  }

  /// Writes the CRLFs that were held back: something follows them.
  final void writeLines() {
    if (lines > 0) {
      for (var lane : lanes) {
        lane.writeLines(lines);
      }
      lines = 0;
    }
  }

  final void write(char octet) {
    written = true;
    for (var lane : lanes) {
      lane.write(octet);
    }
  }

  final boolean isEmpty() {
    return !written;
  }

  /// Writes one CRLF, the last.
  final void writeLastLine() {
    lines = 1;
    writeLines();
  }
}

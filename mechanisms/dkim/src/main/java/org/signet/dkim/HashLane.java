package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// One hash algorithm over one canonical form. Where an `l=` ends the hash is taken from a copy of
/// the state, so that any number of lengths costs one pass.
final class HashLane {
  /// A hash function wants its octets by the kilobyte, and the canonical form of some mail comes in
  /// runs of a dozen: shorter runs than [#DIRECT] are gathered.
  private static final int BATCH = 2 << 10;

  private static final int DIRECT = 512;

  private static final byte[] CRLFS = "\r\n".repeat(128).getBytes(ISO_8859_1);

  private final Canonicalization form;
  private final HashAlgorithm algorithm;
  private final MessageDigest state;
  private final TreeSet<Long> limits = new TreeSet<>();
  private final Map<OptionalLong, String> hashes = new LinkedHashMap<>(2);
  private boolean whole;

  private Optional<SoughtPrefix> sought = Optional.empty();

  /// The octet before, and whether nothing but it stands in its line; for `sought`.
  private byte last;

  private boolean emptyLine = true;

  private byte[] batch = {};
  private int batched;

  /// Canonical octets so far, those in the batch not counted.
  private long octets;

  HashLane(Canonicalization form, HashAlgorithm algorithm) {
    this.form = form;
    this.algorithm = algorithm;
    this.state = CryptoProviders.digest(algorithm);
  }

  HashAlgorithm algorithm() {
    return algorithm;
  }

  void want(OptionalLong limit) {
    limit.ifPresentOrElse(limits::add, () -> whole = true);
  }

  void seek(SoughtPrefix prefix) {
    sought = Optional.of(prefix);
  }

  void write(byte[] run, int from, int to) {
    int length = to - from;
    if (length >= DIRECT) {
      flush();
      hash(run, from, to);
      return;
    }
    room(length);
    System.arraycopy(run, from, batch, batched, length);
    batched += length;
  }

  void write(char octet) {
    room(1);
    batch[batched++] = (byte) octet;
  }

  void writeLines(long lines) {
    long left = 2 * lines;
    while (left > 0) {
      int length = (int) Math.min(left, CRLFS.length);
      write(CRLFS, 0, length);
      left -= length;
    }
  }

  private void room(int length) {
    if (batched + length > batch.length) {
      flush();
      if (batch.length == 0) {
        batch = new byte[BATCH];
      }
    }
  }

  private void flush() {
    hash(batch, 0, batched);
    batched = 0;
  }

  private void hash(byte[] run, int from, int to) {
    int at = from;
    while (!limits.isEmpty() && limits.first() - octets <= to - at) {
      int end = at + (int) (limits.first() - octets);
      state.update(run, at, end - at);
      octets += end - at;
      at = end;
      hashes.put(OptionalLong.of(limits.removeFirst()), copied());
    }
    if (sought.isPresent() && sought.get().isOpen()) {
      at = offerLines(sought.get(), run, at, to);
    }
    if (whole || !limits.isEmpty()) {
      state.update(run, at, to - at);
    }
    octets += to - at;
  }

  /// Offers the hash up to each end of a line that is not empty; answers how far that went.
  private int offerLines(SoughtPrefix prefix, byte[] run, int from, int to) {
    int at = from;
    for (int i = from; i < to; i++) {
      if (run[i] == '\n' && last == '\r' && !emptyLine) {
        state.update(run, at, i + 1 - at);
        octets += i + 1 - at;
        at = i + 1;
        prefix.offer(octets, copied());
      }
      emptyLine = run[i] == '\n' || (run[i] == '\r' && emptyLine);
      last = run[i];
    }
    return at;
  }

  private String copied() {
    try {
      return base64((MessageDigest) state.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's hash functions can be copied", e);
    }
  }

  private static String base64(MessageDigest state) {
    return Base64.getEncoder().encodeToString(state.digest());
  }

  void end() {
    flush();
    for (var beyond : limits) {
      hashes.put(OptionalLong.of(beyond), copied());
    }
    if (whole) {
      hashes.put(OptionalLong.empty(), base64(state));
    }
    sought.ifPresent(prefix -> prefix.end(octets));
  }

  /// Adds the hashes that were wanted, when the body has ended.
  void addTo(List<BodyDigest> digests) {
    hashes.forEach(
        (limit, hash) -> digests.add(new BodyDigest(form, algorithm, limit, octets, hash)));
  }
}

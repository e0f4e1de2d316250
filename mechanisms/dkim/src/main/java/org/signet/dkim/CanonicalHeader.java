package org.signet.dkim;

import java.util.Arrays;
import java.util.List;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.TagList;
import org.signet.message.Field;

/// The canonical form of the fields that a signature covers, one after another: what is hashed and
/// signed. RFC 6376 §3.4.1, §3.4.2 and §3.7, step 2.
public final class CanonicalHeader {
  private static final int USUAL_OCTETS = 4 << 10;

  private final Canonicalization form;
  private byte[] octets = new byte[USUAL_OCTETS];
  private int length;

  public CanonicalHeader(Canonicalization form) {
    this.form = form;
  }

  public void addAll(List<Field> fields) {
    fields.forEach(this::add);
  }

  /// Adds a field.
  public void add(Field field) {
    int start = room(field);
    field.copyTo(0, field.length(), octets, start);
    length += field.length();
    canonicalize(field, start);
  }

  /// Adds the signature's own field, the last: the value of its `b=` is taken out with the white
  /// space around it, and the CRLF at the end is left out.
  ///
  /// @param tags the tags of that field, read from its raw value
  public void addOwn(Field field, TagList tags) {
    int start = room(field);
    int value = field.colon() + 1;
    int from = tags.tag("b").map(b -> value + b.valueFrom()).orElse(field.length());
    int to = tags.tag("b").map(b -> value + b.valueTo()).orElse(field.length());
    field.copyTo(0, from, octets, start);
    field.copyTo(to, field.length(), octets, start + from);
    length += from + field.length() - to;
    canonicalize(field, start);
    length -= 2;
  }

  /// Makes room for a field; answers where it will start.
  private int room(Field field) {
    int needed = length + field.length();
    if (needed > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(needed, 2 * octets.length));
    }
    return length;
  }

  private void canonicalize(Field field, int start) {
    if (form == Canonicalization.RELAXED) {
      length = relax(start, field);
    }
  }

  /// Brings the octets from `start` on into the form `relaxed`, in place, for it is never longer;
  /// answers where they end.
  private int relax(int start, Field field) {
    int out = start;
    while (out < start + field.nameLength()) {
      octets[out] = (byte) Ascii.toLower(octets[out]);
      out++;
    }
    octets[out++] = ':';
    boolean blank = false;
    int value = out;
    int end = length - 2;
    for (int in = start + field.colon() + 1; in < end; in++) {
      byte octet = octets[in];
      if (Ascii.isBlank(octet)) {
        blank = true;
      } else if (octet == '\r' && isFold(in, end)) {
        in++;
      } else {
        if (blank && out > value) {
          octets[out++] = ' ';
        }
        blank = false;
        octets[out++] = octet;
      }
    }
    octets[out++] = '\r';
    octets[out++] = '\n';
    return out;
  }

  private boolean isFold(int at, int end) {
    return at + 2 < end && octets[at + 1] == '\n' && Ascii.isBlank(octets[at + 2]);
  }

  /// All that was added.
  public byte[] octets() {
    return Arrays.copyOf(octets, length);
  }

  /// The hash of all that was added.
  public byte[] hash(HashAlgorithm algorithm) {
    var digest = CryptoProviders.digest(algorithm);
    digest.update(octets, 0, length);
    return digest.digest();
  }
}

package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.signet.foundation.text.Ascii;

/// One header field, octet for octet as it came, with the CRLF that ends it (RFC 5322 §2.2).
/// Strings made from it hold one char per octet.
///
/// A line that is no field (it has no colon) is kept as a field without a name.
public final class Field {
  private final byte[] octets;
  private final int colon;
  private final int nameLength;

  private Field(byte[] octets) {
    this.octets = octets;
    this.colon = indexOfColon(octets);
    this.nameLength = trimmedLength(octets, Math.max(colon, 0));
  }

  /// The field of these octets, which end with CRLF and are kept, not copied.
  static Field keeping(byte[] octets) {
    return new Field(octets);
  }

  /// The field of these octets, a copy; a final CRLF is added where it is missing.
  public static Field of(byte[] octets) {
    int n = octets.length;
    if (n >= 2 && octets[n - 2] == '\r' && octets[n - 1] == '\n') {
      return new Field(octets.clone());
    }
    var ended = Arrays.copyOf(octets, n + 2);
    ended[n] = '\r';
    ended[n + 1] = '\n';
    return new Field(ended);
  }

  /// The field of this text, one char per octet.
  public static Field of(String octets) {
    return of(octets.getBytes(ISO_8859_1));
  }

  private static int indexOfColon(byte[] octets) {
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private static int trimmedLength(byte[] octets, int to) {
    while (to > 0 && Ascii.isFoldingBlank(octets[to - 1])) {
      to--;
    }
    return to;
  }

  /// The name as it came, without white space before the colon (RFC 5322 §4.5 allows some); empty
  /// where the line has no colon or nothing before it.
  public String name() {
    return new String(octets, 0, nameLength, ISO_8859_1);
  }

  /// Whether this is the field of that name, ASCII letters in either case.
  public boolean is(String fieldName) {
    if (fieldName.length() != nameLength) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (Ascii.toLower(octets[i] & 0xff) != Ascii.toLower(fieldName.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether the name follows RFC 5322 §2.2: visible ASCII, directly followed by the colon.
  public boolean hasProperName() {
    if (nameLength == 0 || nameLength != colon) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (!Ascii.isVisible(octets[i])) {
        return false;
      }
    }
    return true;
  }

  /// The octets behind the colon, folding kept, without the CRLF that ends the field; the whole
  /// line where it has no colon.
  public String rawValue() {
    int from = colon + 1;
    return new String(octets, from, octets.length - 2 - from, ISO_8859_1);
  }

  /// The value unfolded (each CRLF before white space removed, RFC 5322 §2.2.3) and trimmed of
  /// spaces and tabs at both ends.
  public String value() {
    int from = colon + 1;
    int to = octets.length - 2;
    var out = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (octets[i] == '\r' && isFold(i)) {
        i++;
      } else if (length > 0 || !Ascii.isBlank(octets[i])) {
        out[length++] = octets[i];
      }
    }
    while (length > 0 && Ascii.isBlank(out[length - 1])) {
      length--;
    }
    return new String(out, 0, length, ISO_8859_1);
  }

  /// Whether a CRLF before white space is at this place.
  private boolean isFold(int i) {
    return i + 2 < octets.length && octets[i + 1] == '\n' && Ascii.isBlank(octets[i + 2]);
  }

  /// The index of the colon, or -1.
  public int colon() {
    return colon;
  }

  /// The number of octets before the colon, white space directly before it not counted.
  public int nameLength() {
    return nameLength;
  }

  /// The number of octets, the final CRLF counted.
  public int length() {
    return octets.length;
  }

  public byte octetAt(int index) {
    return octets[index];
  }

  /// The octets, the final CRLF included; a copy.
  public byte[] octets() {
    return octets.clone();
  }

  /// Writes the octets from `from` to before `to` into `target`, starting at `at`.
  public void copyTo(int from, int to, byte[] target, int at) {
    System.arraycopy(octets, from, target, at, to - from);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Field field && Arrays.equals(octets, field.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /// The whole field, one char per octet, without the final CRLF.
  @Override
  public String toString() {
    return new String(octets, 0, octets.length - 2, ISO_8859_1);
  }
}

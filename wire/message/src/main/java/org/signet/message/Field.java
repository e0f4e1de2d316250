package org.signet.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.signet.foundation.text.Ascii;

/// One header field, octet for octet as it came, with the CRLF that ends it (RFC 5322 §2.2).
/// Strings made from it hold one char per octet.
///
/// A line that is no field (it has no colon) is kept as a field without a name.
public final class Field {
  private final byte[] octets;
  private final int colon;
  private final String name;

  private Field(byte[] octets) {
    this.octets = octets;
    this.colon = indexOfColon(octets);
    this.name = colon < 0 ? "" : trimmedName(octets, colon);
  }

  /// The field of these octets, which are kept, not copied; a final CRLF is added where it is
  /// missing.
  static Field keeping(byte[] octets) {
    return new Field(octets);
  }

  /// The field of these octets, a copy; a final CRLF is added where it is missing.
  public static Field of(byte[] octets) {
    int n = octets.length;
    if (n >= 2 && octets[n - 2] == '\r' && octets[n - 1] == '\n') {
      return new Field(octets.clone());
    }
    var ended = java.util.Arrays.copyOf(octets, n + 2);
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

  private static String trimmedName(byte[] octets, int colon) {
    int to = colon;
    while (to > 0 && Ascii.isFoldingBlank(octets[to - 1])) {
      to--;
    }
    return new String(octets, 0, to, ISO_8859_1);
  }

  /// The name as it came, without white space before the colon (RFC 5322 §4.5 allows some); empty
  /// where the line has no colon or nothing before it.
  public String name() {
    return name;
  }

  /// Whether this is the field of that name, ASCII letters in either case.
  public boolean is(String fieldName) {
    return Ascii.equalsIgnoreCase(name, fieldName);
  }

  /// Whether the name follows RFC 5322 §2.2: visible ASCII, directly followed by the colon.
  public boolean hasProperName() {
    return !name.isEmpty() && name.length() == colon && name.chars().allMatch(Ascii::isVisible);
  }

  /// The octets behind the colon, folding kept, without the CRLF that ends the field.
  public String rawValue() {
    int from = colon + 1;
    return new String(octets, from, Math.max(0, octets.length - 2 - from), ISO_8859_1);
  }

  /// The value unfolded (each CRLF before white space removed, RFC 5322 §2.2.3) and trimmed of
  /// spaces and tabs at both ends.
  public String value() {
    var raw = rawValue();
    var unfolded = raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n ", " ").replace("\r\n\t", "\t");
    int from = 0;
    int to = unfolded.length();
    while (from < to && Ascii.isBlank(unfolded.charAt(from))) {
      from++;
    }
    while (to > from && Ascii.isBlank(unfolded.charAt(to - 1))) {
      to--;
    }
    return unfolded.substring(from, to);
  }

  /// The index of the colon, or -1.
  public int colon() {
    return colon;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Field field && java.util.Arrays.equals(octets, field.octets);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(octets);
  }

  /// The whole field, one char per octet, without the final CRLF.
  @Override
  public String toString() {
    return new String(octets, 0, octets.length - 2, ISO_8859_1);
  }
}

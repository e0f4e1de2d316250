package org.signet.foundation.explain;

/// Writes one JSON value (RFC 8259) into a string, without white space, members in the order they
/// are written. Only what a verdict needs: objects, arrays, strings, whole numbers, booleans.
public final class Json {
  private final StringBuilder out = new StringBuilder(512);
  private boolean needsComma;

  public Json beginObject() {
    return open('{');
  }

  public Json endObject() {
    return close('}');
  }

  public Json beginArray() {
    return open('[');
  }

  public Json endArray() {
    return close(']');
  }

  private Json open(char bracket) {
    separate();
    out.append(bracket);
    needsComma = false;
    return this;
  }

  private Json close(char bracket) {
    out.append(bracket);
    needsComma = true;
    return this;
  }

  /// The name of the member whose value is written next.
  public Json name(String name) {
    separate();
    quote(name);
    out.append(':');
    needsComma = false;
    return this;
  }

  public Json value(String text) {
    separate();
    quote(text);
    needsComma = true;
    return this;
  }

  public Json value(long number) {
    return raw(Long.toString(number));
  }

  public Json value(boolean truth) {
    return raw(Boolean.toString(truth));
  }

  public Json nothing() {
    return raw("null");
  }

  private Json raw(String json) {
    separate();
    out.append(json);
    needsComma = true;
    return this;
  }

  public Json member(String name, String value) {
    return name(name).value(value);
  }

  public Json member(String name, long value) {
    return name(name).value(value);
  }

  public Json member(String name, boolean value) {
    return name(name).value(value);
  }

  private void separate() {
    if (needsComma) {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) || isFormat(c)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// Characters that change how a terminal or page shows the rest: bidirectional controls, line and
  /// paragraph separators, zero-width characters.
  private static boolean isFormat(char c) {
    return (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0xfeff
        || c == 0x061c;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

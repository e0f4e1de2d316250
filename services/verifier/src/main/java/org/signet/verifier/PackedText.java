package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signet.foundation.spec.Spec.SIGNET;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Parsed;

/// Text, compressed (RFC 1950), behind an octet that says how; both of one char per octet.
final class PackedText {
  private static final Clause FORM = SIGNET.section("packed text");
  private static final byte VERSION = 1;
  private static final int CHUNK = 8 << 10;

  private PackedText() {}

  static String pack(String text) {
    var out = new ByteArrayOutputStream(text.length() / 2);
    out.write(VERSION);
    try (var deflater = new Deflater()) {
      deflater.setInput(text.getBytes(ISO_8859_1));
      deflater.finish();
      var chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    return out.toString(ISO_8859_1);
  }

  /// @param most octets of the text; a longer one is not unpacked
  static Parsed<String> unpack(String packed, int most) {
    var octets = packed.getBytes(ISO_8859_1);
    if (octets.length == 0 || octets[0] != VERSION) {
      return malformed("text packed by this version of Signet, or an older one");
    }
    var text = new StringBuilder(Math.min(most, 4 * octets.length));
    try (var inflater = new Inflater()) {
      inflater.setInput(octets, 1, octets.length - 1);
      var chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0) {
          return malformed("packed text that has an end");
        }
        if (text.length() + count > most) {
          return malformed("at most " + most + " octets of text");
        }
        text.append(new String(chunk, 0, count, ISO_8859_1));
      }
      return inflater.getRemaining() == 0
          ? Parsed.ok(text.toString())
          : malformed("nothing behind packed text");
    } catch (DataFormatException _) {
      return malformed("packed text without a fault");
    }
  }

  private static Parsed<String> malformed(String expected) {
    return Parsed.malformed("", 0, expected, FORM);
  }
}
